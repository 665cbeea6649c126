"""The role in the code, in the instructions and in the SuiteCloud project is one and the same."""

import re
from pathlib import Path
from xml.etree import ElementTree

from local.netsuite.role import PERMISSIONS
from period_sync.domain.account_features import NEEDED_LISTS, OPTIONAL_LISTS
from period_sync.domain.role_permissions import HARMFUL, NEEDED, SCRIPT_ID, role_permission

DOCS = Path(__file__).parents[2] / "docs"
SETUP = (DOCS / "netsuite-setup.md").read_text()
ROLE = ElementTree.parse(DOCS / "suitecloud" / "Objects" / f"{SCRIPT_ID}.xml").getroot()


def test_the_instructions_name_exactly_the_permissions_that_are_needed() -> None:
    rows = re.findall(r"^ +\| (\w+) \| ([^|]+) \| (\w+) \| ([^|]+) \|$", SETUP, re.MULTILINE)
    named = [row for row in rows if row[:3] != ("tab", "permission", "level")]
    assert named == [(p.tab, p.name, p.level, p.only or "always") for p in NEEDED]
    for permission in HARMFUL:
        assert f"*{permission.name}* ({permission.only})" in " ".join(SETUP.split())


def test_the_suitecloud_role_grants_exactly_these() -> None:
    assert ROLE.attrib == {"scriptid": SCRIPT_ID}
    granted = [(p.findtext("permkey"), p.findtext("permlevel")) for p in ROLE.iter("permission")]
    assert granted == [(p.key, p.level.upper()) for p in NEEDED]


def test_what_a_test_probes_for_is_a_permission_of_the_role() -> None:
    probed = {*NEEDED_LISTS.values(), *(listed.permission for listed in OPTIONAL_LISTS)}
    assert probed <= {permission.key for permission in NEEDED}


def test_the_simulator_calls_them_as_we_do() -> None:
    for key, (name, level) in PERMISSIONS.items():
        if level != "none":
            found = role_permission(key)
            assert (found.name, found.level.lower()) == (name, level)
