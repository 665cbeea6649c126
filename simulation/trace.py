"""A run's fingerprint: equal for the same schedule, in whatever process it runs."""

import hashlib

from simulation.run import Run


def trace_hash(run: Run) -> str:
    """Return the SHA-256 of everything that happened, in its order."""
    text = "\n".join(repr(step) for step in run.steps)
    return hashlib.sha256(text.encode()).hexdigest()
