"""Turns template.yaml into what ministack deploys."""

import contextlib
import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from local.cloud.adaptations import adapt, adapt_before_transform
from local.cloud.aws import REGION
from local.cloud.not_emulated import remove_what_is_not_emulated

Template = dict[str, Any]
CODE = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
}


def stack_template(
    path: Path, parameters: Mapping[str, str], put_code: Callable[[str, str], str]
) -> Template:
    """Return the CloudFormation template for this machine.

    `put_code` gets a resource's type and the folder of its code, and answers where the packed
    code lies (`s3://bucket/key`).

    Raises:
        LocalError: the template wants something that ministack can't give.
    """
    template = read_template(path)
    for resource in template["Resources"].values():
        if place := CODE.get(resource["Type"]):
            properties = resource["Properties"]
            properties[place] = put_code(resource["Type"], properties[place])
    adapt_before_transform(template)
    expanded = expand(template, parameters)
    remove_what_is_not_emulated(expanded)
    adapt(expanded)
    return expanded


def read_template(path: Path) -> Template:
    """Return a template as it is written, its intrinsics as objects."""
    from samtranslator.yaml_helper import yaml_parse

    template: Template = yaml_parse(path.read_text())
    return template


def expand(template: Template, parameters: Mapping[str, str]) -> Template:
    """Return the template with SAM's resources turned into CloudFormation's, as AWS does it."""
    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    from samtranslator.translator.transform import transform

    defaults = {
        name: str(parameter.get("Default", ""))
        for name, parameter in template.get("Parameters", {}).items()
    }
    # It reports an internal feature toggle on the terminal.
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        expanded: Template = transform(template, {**defaults, **parameters}, _NoManagedPolicies())
    return expanded


class _NoManagedPolicies:
    """Loads no names of managed policies from an account: there is none."""

    def load(self) -> dict[str, str]:
        """Return no policies."""
        return {}
