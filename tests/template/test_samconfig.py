import re
import tomllib
from pathlib import Path

import pytest

from tests.support.cloud import template

CONFIG = tomllib.loads((Path(__file__).parents[2] / "samconfig.toml").read_text())
PARAMETERS = template()["Parameters"]
STAGES = ("dev", "staging", "prod")


def overrides(stage: str) -> dict[str, str]:
    given = CONFIG[stage]["deploy"]["parameters"]["parameter_overrides"]
    return dict(pair.split("=", 1) for pair in given)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_gives_every_parameter_that_has_no_default(stage: str) -> None:
    given = overrides(stage)
    required = {name for name, value in PARAMETERS.items() if "Default" not in value}
    assert required <= set(given) <= set(PARAMETERS)
    assert given["Stage"] == stage
    assert CONFIG[stage]["deploy"]["parameters"]["stack_name"] == f"period-sync-{stage}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_that_nobody_filled_in_is_refused_by_the_template(stage: str) -> None:
    given = overrides(stage)
    for name in ("PageUrl", "MailSender"):
        assert not re.fullmatch(PARAMETERS[name]["AllowedPattern"], given[name])


def test_production_asks_before_it_changes_and_keeps_everything_for_ten_years() -> None:
    assert CONFIG["prod"]["deploy"]["parameters"]["confirm_changeset"] is True
    assert overrides("prod")["RetentionYears"] == "10"


def test_all_stages_are_deployed_alike() -> None:
    settings = [dict(CONFIG[stage]["deploy"]["parameters"]) for stage in STAGES]
    for of_stage in settings:
        of_stage.pop("confirm_changeset", None)
        del of_stage["stack_name"], of_stage["parameter_overrides"]
    assert settings == [settings[0]] * len(STAGES)
    assert set(CONFIG) == {"version", "default", *STAGES}
    assert CONFIG["version"] == 0.1
