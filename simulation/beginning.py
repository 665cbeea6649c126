"""Makes what every run begins with, by the product's own use-cases: a tenant that is ready."""

import json
from datetime import date

from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.adapters.dynamodb.teams import DynamoTeams
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.secrets import secret_name
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.application.connecting import Connecting
from period_sync.application.connection_tests import RequestConnectionTest
from period_sync.application.granting import GrantByOperator
from period_sync.application.setup import SetUp
from period_sync.domain.connection import Environment
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import Person
from simulation.documents import EVENT_ACCOUNT, EVENT_SOURCE
from simulation.strikes import Schedule
from simulation.world import Base, World

TENANT, CONNECTION = "halcyon", "main"
ACCOUNT, ACCOUNT_AS_TYPED = "1234567_SB1", "1234567-sb1"
OPERATOR = Person("operator", "operator@periodsync.example")
SECRET = {"consumer_key": "a", "consumer_secret": "b", "token_id": "c", "token_secret": "d"}


def beginning(*, is_empty: bool) -> Base:
    """Set a tenant up and test its connection, on stand-ins where nothing goes wrong.

    With an empty ledger the test finds no journal that look-ups must see.
    """
    world = World(Schedule(is_empty=is_empty))
    world.enter()
    table = table_of(world)
    tenants, connections = DynamoTenants(table), DynamoConnections(table)
    set_up = SetUp(world.clock, tenants, OPERATOR)
    members = GrantByOperator(world.clock, tenants, DynamoTeams(table), OPERATOR)
    connecting = Connecting(world.clock, tenants, connections)
    set_up.create_tenant(TENANT, "Halcyon Group", EVENT_ACCOUNT, EVENT_SOURCE)
    for name, permission in (
        ("controller", Permission.SYNC_JOURNALS),
        ("administrator", Permission.MANAGE_INTEGRATION),
    ):
        members.add(Member(TENANT, name, f"{name}@halcyon.example", frozenset({permission})))
    place = (TENANT, CONNECTION, Environment.SANDBOX, ACCOUNT_AS_TYPED)
    connecting.add(OPERATOR, *place)
    store_secret(world)
    request_test(world)
    world.run_until_quiet()
    connecting.make_live(OPERATOR, TENANT, CONNECTION, date(2026, 1, 1))
    return world.base()


def table_of(world: World) -> StateTable:
    """Return the tables as the product's adapters use them."""
    client: object = world.dynamodb
    return StateTable(client, "state", "audit")  # type: ignore[arg-type]


def store_secret(world: World) -> None:
    """Put the next version of the connection's secret in use, as an operator can in AWS."""
    client, name = world.secrets, secret_name("simulated", TENANT, CONNECTION)
    try:
        client.create_secret(Name=name, SecretString=json.dumps(SECRET))
    except client.exceptions.ResourceExistsException:
        client.put_secret_value(SecretId=name, SecretString=json.dumps(SECRET))


def request_test(world: World) -> None:
    """Ask for a connection test, as an operator does."""
    client: object = world.sqs
    hints = SqsHints(client, "sync.fifo")  # type: ignore[arg-type]
    request = RequestConnectionTest(world.clock, DynamoConnections(table_of(world)), hints)
    request(TENANT, CONNECTION, OPERATOR)
