"""Routes of a tenant's team: members, invitations, and the way in."""

from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from period_sync.bootstrap import sync_api
from period_sync.contracts import team
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.team import Invitation, is_invitation
from period_sync.routes.calling import Id, Routes, answer

router = Routes()

MEMBER = "/v1/team/<member>"


def _team(you: Member) -> team.TeamBody:
    api = sync_api()
    tenant = api.tenants.tenant(you.tenant)
    return team.TeamBody.of(api.teams.team(you.tenant), you, tenant, api.clock.now())


def _asked(invitation: Invitation) -> Response[Any]:
    tenant = sync_api().tenants.tenant(invitation.tenant)
    body = team.InvitationBody.of(invitation, tenant, sync_api().clock.now())
    return answer(body, HTTPStatus.ACCEPTED)


@router.get("/v1/team", summary="Members and open invitations", tags=["team"])
def list_team() -> team.TeamBody:
    you = router.me()
    you.require_any(Permission.MANAGE_TEAM, Permission.READ_AUDIT)
    return _team(you)


@router.post("/v1/team", summary="Invite somebody by e-mail", tags=["team"])
def invite(wanted: Annotated[team.InviteRequest, Body()]) -> Response[Any]:
    by = router.caller(Permission.MANAGE_TEAM)
    return _asked(sync_api().invitations.invite(by, wanted.email, wanted.permissions, wanted.until))


@router.post(f"{MEMBER}/invitation", summary="Send an invitation again", tags=["team"])
def send_invitation_again(member: Id) -> Response[Any]:
    by = router.caller(Permission.MANAGE_TEAM)
    return _asked(sync_api().invitations.send_again(by, member))


@router.put(MEMBER, summary="Change what a member may do", tags=["team"])
def change_member(
    member: Id, wanted: Annotated[team.ChangeMemberRequest, Body()]
) -> team.MemberBody:
    by, api = router.caller(Permission.MANAGE_TEAM), sync_api()
    changed = api.team.change(by, member, wanted.version, wanted.permissions, wanted.until)
    return team.MemberBody.of(changed, by, api.tenants.tenant(by.tenant), api.clock.now())


@router.delete(MEMBER, summary="Remove a member or withdraw an invitation", tags=["team"])
def remove_member(member: Id) -> team.TeamBody:
    by = router.caller(Permission.MANAGE_TEAM)
    if is_invitation(member):
        sync_api().invitations.withdraw(by, member)
    else:
        sync_api().team.remove(by, member)
    return _team(by)


@router.post("/v1/invitations/accept", summary="Join by the link of a mail", tags=["team"])
def accept_invitation(wanted: Annotated[team.AcceptRequest, Body()]) -> team.JoinedBody:
    joined = sync_api().invitations.accept(router.subject(), wanted.token)
    return team.JoinedBody.of(joined, sync_api().tenants.tenant(joined.tenant))
