"""What the commands for journals in NetSuite use, found through the outputs of a stage's stack."""

from period_sync.adapters.dynamodb.audit import DynamoAudit
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
from period_sync.adapters.secrets import SecretsManagerSecrets
from period_sync.adapters.stack import aws_session, outputs_of, who_am_i
from period_sync.application.ports import Clock
from period_sync.operators import JournalOperator
from period_sync.settings import LOCAL_STAGE


def journal_operator(stage: str | None, clock: Clock) -> JournalOperator:
    """Build the commands for a stage. Raises ConfigurationError if its stack is not there."""
    session, named = aws_session(stage), stage or LOCAL_STAGE
    found = outputs_of(session, named)
    table = StateTable(session.client("dynamodb"), found["StateTable"], found["AuditTable"])
    secrets = SecretsManagerSecrets(session.client("secretsmanager"), named, clock)
    # Another NetSuite than the account's own; only on one machine.
    origin = found.get("NetSuiteOrigin") if named == LOCAL_STAGE else None
    return JournalOperator(
        tenants=DynamoTenants(table),
        connections=DynamoConnections(table),
        netsuites=NetSuiteAccounts(clock, secrets, origin or None),
        audit=DynamoAudit(table),
        clock=clock,
        by=who_am_i(session),
    )
