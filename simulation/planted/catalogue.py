"""All planted bugs."""

from simulation.planted.announcing import ANNOUNCING
from simulation.planted.bug import Bug
from simulation.planted.correcting import CORRECTING
from simulation.planted.fencing import FENCING
from simulation.planted.keys import KEYS
from simulation.planted.pausing import PAUSING
from simulation.planted.planning import PLANNING
from simulation.planted.sending import SENDING
from simulation.planted.settling import SETTLING

BUGS: tuple[Bug, ...] = (
    *KEYS, *PLANNING, *CORRECTING, *SENDING, *SETTLING, *FENCING, *ANNOUNCING, *PAUSING,
)  # fmt: skip
