"""Routes of connections to NetSuite: set up, secret, tests, which one is live, revocation."""

from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from period_sync.bootstrap import sync_api
from period_sync.contracts import connections
from period_sync.contracts.connection_tests import ConnectionTestBody
from period_sync.contracts.connections import ConnectionBody
from period_sync.domain.connection import Connection
from period_sync.domain.errors import NotFound
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import Person
from period_sync.routes.calling import Id, Routes, answer

router = Routes()

CONNECTION = "/v1/connections/<connection_id>"


def _administrator() -> tuple[Member, Person]:
    member = router.caller(Permission.MANAGE_INTEGRATION)
    return member, Person(member.subject, member.email)


def _described(found: Connection) -> ConnectionBody:
    api = sync_api()
    test_id = found.latest_test_id
    test = None if test_id is None else api.connections.test(found.tenant, test_id)
    check = api.daily_checks.daily_check(found.tenant, found.connection_id)
    return ConnectionBody.of(found, api.tenants.tenant(found.tenant), test, check)


@router.get("/v1/connections", summary="All connections", tags=["connections"])
def list_connections() -> connections.ConnectionsBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    found = sync_api().connections.connections(tenant)
    return connections.ConnectionsBody(items=[_described(each) for each in found])


@router.post("/v1/connections", summary="Add a connection", tags=["connections"])
def add_connection(wanted: Annotated[connections.NewConnection, Body()]) -> Response[Any]:
    member, by = _administrator()
    place = (wanted.environment, wanted.account, wanted.auth)
    added = sync_api().connecting.add(by, member.tenant, wanted.connection_id, *place)
    return answer(_described(added), HTTPStatus.CREATED)


@router.get(CONNECTION, summary="One connection", tags=["connections"])
def get_connection(connection_id: Id) -> ConnectionBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    return _described(sync_api().connections.connection(tenant, connection_id))


@router.put(CONNECTION, summary="Set a connection up", tags=["connections"])
def put_connection(
    connection_id: Id, wanted: Annotated[connections.ConnectionChange, Body()]
) -> ConnectionBody:
    member, by = _administrator()
    change = (wanted.given(), wanted.account, wanted.version)
    return _described(sync_api().connecting.change(by, member.tenant, connection_id, *change))


@router.delete(CONNECTION, summary="Revoke a connection", tags=["connections"])
def revoke_connection(connection_id: Id) -> ConnectionBody:
    member, by = _administrator()
    return _described(sync_api().revoke(by, member.tenant, connection_id))


@router.put(f"{CONNECTION}/secret", summary="Store a secret", tags=["connections"])
def put_secret(
    connection_id: Id, wanted: Annotated[connections.SecretChange, Body()]
) -> ConnectionBody:
    member, by = _administrator()
    secret = (wanted.auth, wanted.fields(), wanted.certificate_ends)
    return _described(sync_api().replace_secret(by, member.tenant, connection_id, *secret))


@router.delete(f"{CONNECTION}/secret", summary="Give a new secret up", tags=["connections"])
def give_up_secret(connection_id: Id) -> ConnectionBody:
    member, by = _administrator()
    return _described(sync_api().replace_secret.give_up(by, member.tenant, connection_id))


@router.post(f"{CONNECTION}/live", summary="Let syncs go to it", tags=["connections"])
def make_live(connection_id: Id, wanted: Annotated[connections.GoLive, Body()]) -> ConnectionBody:
    member, by = _administrator()
    live = sync_api().connecting.make_live(by, member.tenant, connection_id, wanted.go_live)
    return _described(live)


@router.post(f"{CONNECTION}/tests", summary="Test a connection", tags=["connections"])
def request_connection_test(connection_id: Id) -> Response[Any]:
    member, by = _administrator()
    test = sync_api().request_test(member.tenant, connection_id, by)
    return answer(ConnectionTestBody.of(test), HTTPStatus.ACCEPTED)


@router.get(f"{CONNECTION}/tests/<test_id>", summary="What a test saw", tags=["connections"])
def get_connection_test(connection_id: Id, test_id: Id) -> ConnectionTestBody:
    tenant = router.caller(Permission.READ_PERIODS).tenant
    test = sync_api().connections.test(tenant, test_id)
    if test.connection_id != connection_id:
        raise NotFound(f"There is no connection test {test_id}.")
    return ConnectionTestBody.of(test)
