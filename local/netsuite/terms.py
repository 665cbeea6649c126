"""Under which switches and by which role one request is worked."""

from dataclasses import dataclass

from local.netsuite.preferences import Preferences
from local.netsuite.role import Role

APPROVAL = "TRAN_JOURNALAPPRV"
PERIOD_OVERRIDE = "ADMI_PERIODOVERRIDE"
POSTING_PERIOD = "TRAN_POSTPERIODS"
EDIT, FULL = "edit", "full"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one request.

    With `shifted`, the period named is passed over and the next open month taken, as a company's
    own script could do.
    """

    preferences: Preferences
    role: Role
    shifted: bool = False

    def permits(self, permission: str, level: str) -> bool:
        """Tell whether the caller's role holds a permission (its id, fact 151) at a level."""
        return self.role.permits(permission, level)

    def may_use(self, subsidiary: object) -> bool:
        """Tell whether the caller's role may use a subsidiary (fact 156)."""
        return not self.role.subsidiaries or subsidiary in self.role.subsidiaries
