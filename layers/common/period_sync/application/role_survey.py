"""Looks for what the integration's role may do and should not, as far as NetSuite shows it."""

from collections.abc import Iterator

from period_sync.application.ports import Survey
from period_sync.domain.connection import Probe
from period_sync.domain.errors import NetSuiteRefused
from period_sync.domain.role_permissions import HARMFUL, MANAGE_ROLES, SCRIPT_ID

ROLE = "too much"
_NAMES = " and ".join(permission.name for permission in HARMFUL)


def excess(survey: Survey) -> Iterator[Probe]:
    """Warn of permissions that do harm; nothing of it stops a connection.

    Only a role that may manage roles sees any, so that to see some is too much already.
    """
    try:
        sees_roles = survey.rows("role") > 0
        held = survey.role_permissions(SCRIPT_ID) if sees_roles else frozenset()
    except NetSuiteRefused:
        sees_roles, held = False, frozenset()
    if not sees_roles:
        finding = (
            f"NetSuite shows us no roles, as it should. Check in {MANAGE_ROLES} that the "
            f"integration's role is not Administrator and has not {_NAMES}"
        )
        yield Probe(ROLE, passed=True, finding=finding)
        return
    finding = (
        "may see roles, which it doesn't need. Make sure that it is not Administrator; that one "
        "may do anything, and nobody can limit it"
    )
    yield Probe(ROLE, passed=True, finding=finding, is_too_much=True)
    for permission in HARMFUL:
        if permission.key in held:
            yield Probe(
                ROLE,
                passed=True,
                finding=f"has {permission.named}, with which {permission.only}. Take it away",
                permission=permission.key,
                is_too_much=True,
            )
