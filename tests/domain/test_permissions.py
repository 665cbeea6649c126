import pytest

from period_sync.domain.errors import Forbidden, SeparationOfDuties
from period_sync.domain.permissions import Member, Permission, parse_permissions

SYNC, MANAGE = Permission.SYNC_JOURNALS, Permission.MANAGE_INTEGRATION


def member(*permissions: Permission) -> Member:
    return Member("halcyon", "subject", "person@halcyon.example", frozenset(permissions))


@pytest.mark.parametrize("permission", Permission)
def test_a_member_without_permissions_may_do_nothing(permission: Permission) -> None:
    with pytest.raises(Forbidden):
        member().require(permission)


@pytest.mark.parametrize("held", Permission)
@pytest.mark.parametrize("asked", set(Permission) - {Permission.READ_PERIODS})
def test_no_permission_stands_for_another(held: Permission, asked: Permission) -> None:
    if held is asked:
        member(held).require(asked)
    else:
        with pytest.raises(Forbidden):
            member(held).require(asked)


@pytest.mark.parametrize("held", set(Permission) - {Permission.WRITE_PERIODS})
def test_any_person_may_read_periods(held: Permission) -> None:
    member(held).require(Permission.READ_PERIODS)


def test_the_lease_system_may_not_read_what_it_handed_over() -> None:
    with pytest.raises(Forbidden):
        member(Permission.WRITE_PERIODS).require(Permission.READ_PERIODS)


@pytest.mark.parametrize("duties_shared", [False, True])
def test_a_controller_may_sync(duties_shared: bool) -> None:
    member(SYNC).require_sync(duties_shared=duties_shared)


@pytest.mark.parametrize("duties_shared", [False, True])
def test_whoever_only_sets_up_may_not_sync(duties_shared: bool) -> None:
    with pytest.raises(Forbidden) as refused:
        member(MANAGE).require_sync(duties_shared=duties_shared)
    assert not isinstance(refused.value, SeparationOfDuties)


def test_whoever_sets_up_and_posts_is_refused_with_the_reason() -> None:
    with pytest.raises(SeparationOfDuties, match="set up the NetSuite integration") as refused:
        member(*Permission).require_sync(duties_shared=False)
    assert refused.value.code == "SEPARATION_OF_DUTIES"
    assert refused.value.evidence["held"] == ["journals:sync", "integration:manage"]


def test_shared_duties_let_one_person_set_up_and_post() -> None:
    member(SYNC, MANAGE).require_sync(duties_shared=True)


def test_permissions_are_read_by_the_names_that_people_see() -> None:
    assert parse_permissions(["journals:sync", "audit:read"]) == {SYNC, Permission.READ_AUDIT}


@pytest.mark.parametrize("name", ["journals", "JOURNALS:SYNC", "", "journals:sync "])
def test_an_unknown_permission_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is not a valid Permission"):
        parse_permissions([name])
