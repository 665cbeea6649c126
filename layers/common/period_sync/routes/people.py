"""Routes about who is signed in."""

from period_sync.bootstrap import sync_api
from period_sync.contracts.people import MeBody, SignInBody
from period_sync.routes.calling import Routes

router = Routes()


@router.get("/v1/sign-in", summary="Where people sign in; needs no token", tags=["people"])
def get_sign_in() -> SignInBody:
    place = sync_api().sign_in
    return SignInBody(issuer=place.issuer, client_id=place.client_id, scope="openid")


@router.get("/v1/me", summary="Who is asking", tags=["people"])
def get_me() -> MeBody:
    member = router.me()
    return MeBody.of(member, sync_api().tenants.tenant(member.tenant))
