"""Acts on a login that NetSuite refused: nobody may try the same secret again."""

from period_sync.application.connection_changes import change_connection
from period_sync.application.phase_result import Failed, Wait
from period_sync.application.turn import Turn
from period_sync.domain.connection import Environment
from period_sync.domain.errors import NetSuiteUnauthorized
from period_sync.domain.problems import Problem


def refused(turn: Turn, error: NetSuiteUnauthorized) -> Wait | Failed:
    """Try a newer secret if there is one; else keep everybody from the refused one (fact 15)."""
    if turn.has_newer_secret(error.secret_version):
        return Wait(0, "NetSuite refused the old secret; a newer one is stored.")
    now = turn.now()
    turn.connection = change_connection(
        turn.ports.connections,
        turn.connection,
        lambda connection: connection.refusing(error.secret_version, now),
    )
    # A sandbox loses its tokens when it is refreshed from production.
    was_good = turn.connection.passed_at is not None
    is_sandbox = turn.connection.environment is Environment.SANDBOX
    code = "CONN-04" if was_good and is_sandbox else "CONN-01"
    return Failed((Problem(code, {"account": turn.connection.account}),))
