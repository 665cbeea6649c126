"""The routers of all subjects."""

from period_sync.routes import (
    company,
    connections,
    decisions,
    evidence,
    mappings,
    people,
    periods,
    previews,
    syncs,
    team,
)

_SUBJECTS = (
    people,
    periods,
    previews,
    syncs,
    evidence,
    decisions,
    company,
    connections,
    mappings,
    team,
)
ROUTERS = [module.router for module in _SUBJECTS]
