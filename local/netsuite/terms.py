"""Under which switches and permissions one request is worked."""

from collections.abc import Callable
from dataclasses import dataclass

from local.netsuite.preferences import Preferences

# Tells whether the caller's role holds a permission (its id, fact 151) at a level.
Permits = Callable[[str, str], bool]
APPROVAL = "TRAN_JOURNALAPPRV"
PERIOD_OVERRIDE = "ADMI_PERIODOVERRIDE"
EDIT, FULL = "edit", "full"


def no_permission(_permission: str, _level: str) -> bool:
    """Permit nothing beyond what every role of the integration has."""
    return False


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one request.

    With `shifted`, the period named is passed over and the next open month taken, as for a
    role without Posting Period on Transactions (fact 153).
    """

    preferences: Preferences
    permits: Permits = no_permission
    shifted: bool = False
