import json
import re
import shlex
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from docs import errors, openapi
from period_sync import journals, operate, probe
from period_sync.application.settling import LOOK_UPS
from period_sync.application.turn import MARGIN
from period_sync.domain.catalogue import CATALOGUE
from period_sync.domain.connection import Settings
from period_sync.domain.transitions import JOURNALS
from period_sync.domain.wake_up import RESEND_AFTER
from tests.support.cloud import template

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
DOCS = README + "".join(path.read_text() for path in sorted((ROOT / "docs").glob("*.md")))


def routes_of_template() -> set[tuple[str, str]]:
    events = template()["Resources"]["SyncApiFunction"]["Properties"]["Events"].values()
    return {(e["Properties"]["Method"], e["Properties"]["Path"]) for e in events}


def test_the_description_of_the_api_is_the_one_in_the_code() -> None:
    assert (ROOT / "docs" / "openapi.json").read_text() == openapi.text(), "run `make openapi`"


def test_template_and_code_have_the_same_routes() -> None:
    described = json.loads(openapi.text())["paths"]
    routes = {(method.upper(), path) for path, methods in described.items() for method in methods}
    assert routes == routes_of_template()


def test_every_make_target_that_the_docs_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", DOCS, re.MULTILINE))
    assert named <= targets
    assert {"run", "demo", "test", "reset"} <= named


def test_every_file_that_the_docs_link_exists() -> None:
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text()):
            assert (path.parent / link).exists(), f"{path.name} links {link}"


def test_the_page_on_problems_is_the_one_in_the_code() -> None:
    assert (ROOT / "docs" / "errors.md").read_text() == errors.text(), "run `make docs`"


def test_every_problem_code_has_one_anchor_and_every_situation_leads_to_one() -> None:
    headings = re.findall(r"^### (.+)$", errors.text(), re.MULTILINE)
    assert sorted(headings) == sorted(CATALOGUE)
    assert {code for _, code in errors.COVERED} <= set(CATALOGUE)


@pytest.mark.parametrize("program", [operate, journals, probe])
def test_every_command_of_the_operator_that_the_docs_show_can_be_parsed(
    program: ModuleType,
) -> None:
    name = re.escape(program.__name__)
    shown = re.findall(rf"{name} ((?:[^\n#]|\\\n)+)", DOCS.replace("\\\n", " "))
    commands = [line.strip() for line in shown if line.strip() and not line.startswith("`")]
    assert len(commands) > 1
    for command in commands:
        program.parser().parse_args(shlex.split(command.rstrip("`;. ")))


def test_every_setting_of_a_connection_is_explained_to_the_operator() -> None:
    text = (ROOT / "docs" / "operator.md").read_text()
    assert {item.name for item in fields(Settings) if f"| `{item.name}` |" not in text} == set()


def test_every_parameter_of_the_template_is_explained_to_who_deploys() -> None:
    text = (ROOT / "docs" / "deploy.md").read_text()
    assert {name for name in template()["Parameters"] if f"`{name}`" not in text} == set()


def test_every_variable_that_the_readme_offers_is_read_by_the_local_stack() -> None:
    offered = set(re.findall(r"`([A-Z_]{4,})(?:=[^`]*)?`", README))
    sources = [*(ROOT / "local").rglob("*.py"), ROOT / "Makefile"]
    code = "".join(path.read_text() for path in sources)
    assert offered
    assert {name for name in offered if name not in code} == set()


def test_the_states_of_a_journal_are_those_in_the_code() -> None:
    text = (ROOT / "docs" / "protocol.md").read_text()
    rows = re.findall(r"^\| `([A-Z_]+)` \| [^|]+ \| ([^|]*)\|$", text, re.MULTILINE)
    told = {state: set(re.findall(r"`([A-Z_]+)`", after)) for state, after in rows}
    assert told == {str(state): {str(to) for to in after} for state, after in JOURNALS.items()}


def test_the_times_of_the_protocol_are_those_in_the_code() -> None:
    text = " ".join((ROOT / "docs" / "protocol.md").read_text().split())
    parameters = template()["Parameters"]
    settle_minutes = int(parameters["SettleAfterSeconds"]["Default"]) // 60
    post_seconds = int(parameters["AnswerSeconds"]["Default"]) * (1 + MARGIN)
    waits = [wait.seconds for wait in LOOK_UPS]
    steps = [f"{wait} s" if wait < 60 else f"{wait // 60} min" for wait in waits]
    assert f"if {post_seconds:g} s remain of the invocation" in text
    assert f"{settle_minutes} minutes past the deadline" in text
    assert f"within {RESEND_AFTER.total_seconds() / 60:.0f} minutes" in text
    assert f"looked for at {', '.join(steps)}" in text
