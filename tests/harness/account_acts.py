"""Sound inputs of the acts on accounts and members; what needs a second person gets one."""

from uuid import UUID

from smoall.domain.access.message import LASTS, LinkPurpose
from smoall.infra.crypto.tokens import RandomTokens
from smoall.infra.postgres.identity import new_id
from tests.harness.api import PASSWORD, TERMS, Api, Json
from tests.harness.house import RunningHouse

NEW_PASSWORD = "three wet umbrellas"


async def plant_link(house: RunningHouse, purpose: LinkPurpose, subject: UUID, user: UUID | None = None) -> str:
    """The token of a link as a letter would hold it."""
    token, digest = RandomTokens().make()
    await house.truth(
        "INSERT INTO one_time_token (token_hash, purpose, user_id, subject_id, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, now(), now() + $5)",
        digest,
        purpose,
        user,
        subject,
        LASTS[purpose],
    )
    return token


async def user_of(house: RunningHouse, api: Api) -> UUID:
    """The person's UUID, as the database knows it."""
    (row,) = await house.truth("SELECT id FROM user_account WHERE email = $1", api.email)
    found: UUID = row["id"]
    return found


async def proved(house: RunningHouse, api: Api) -> Api:
    """The person, whose address counts as proved from now on."""
    await house.truth("UPDATE user_account SET email_verified_at = now() WHERE email = $1", api.email)
    return api


async def join(house: RunningHouse, host: Api, role: str) -> Api:
    """Somebody new who is also a member of the host's organisation, and signed in there."""
    guest = await proved(house, await Api.registered(house.http))
    user = await user_of(house, guest)
    await house.truth(
        "INSERT INTO membership (organisation_id, user_id, role, created_at) VALUES ($1, $2, $3, now())",
        host.organisation_id,
        user,
        role,
    )
    await house.truth(
        "INSERT INTO audit_actor (organisation_id, id, user_id) VALUES ($1, $2, $3)",
        host.organisation_id,
        new_id(),
        user,
    )
    there = await guest.do("switchOrganisation", {"organisation": host.organisation}, select="session { token }")
    return Api(house.http, there["session"]["token"], guest.email, host.organisation)


async def invited(house: RunningHouse, host: Api, email: str, role: str = "MEMBER", **changes: str) -> tuple[str, str]:
    """The id of an invitation of the host, and the token of its link."""
    await proved(house, host)
    payload = await host.do("inviteUser", {"email": email, "role": role, **changes}, select="invitation { id }")
    identity: str = payload["invitation"]["id"]
    return identity, await plant_link(house, LinkPurpose.INVITATION, UUID(identity.removeprefix("ivt_")))


async def terms_of(api: Api) -> Json:
    """The acceptance of the terms in force."""
    return {"version": (await api.ask(TERMS))["termsOfService"]["version"], "accepted": True}


async def verified(house: RunningHouse, api: Api) -> Json:
    user = await user_of(house, api)
    return {"token": await plant_link(house, LinkPurpose.VERIFY_EMAIL, user, user)}


async def own_address(_house: RunningHouse, api: Api) -> Json:
    return {"email": api.email}


async def reset(house: RunningHouse, _api: Api) -> Json:
    somebody = await Api.registered(house.http)
    user = await user_of(house, somebody)
    return {"token": await plant_link(house, LinkPurpose.RESET_PASSWORD, user, user), "password": NEW_PASSWORD}


async def new_password(_house: RunningHouse, _api: Api) -> Json:
    return {"currentPassword": PASSWORD, "password": NEW_PASSWORD}


async def new_address(_house: RunningHouse, api: Api) -> Json:
    return {"email": f"new-{api.email}", "password": PASSWORD}


async def confirmed_address(house: RunningHouse, api: Api) -> Json:
    await api.do("changeEmail", await new_address(house, api))
    user = await user_of(house, api)
    (change,) = await house.truth("SELECT id FROM email_change WHERE user_id = $1", user)
    return {"token": await plant_link(house, LinkPurpose.CONFIRM_EMAIL_NEW, change["id"], user)}


async def other_name(_house: RunningHouse, _api: Api) -> Json:
    return {"name": "Anne Dubois-Peeters", "language": "NL"}


async def marketing(_house: RunningHouse, _api: Api) -> Json:
    return {"subject": "MARKETING"}


async def news(_house: RunningHouse, _api: Api) -> Json:
    return {"given": True}


async def other_session(_house: RunningHouse, api: Api) -> Json:
    await api.signed_in_again()
    seen = (await api.ask("{ sessions { nodes { id isCurrent } } }"))["sessions"]["nodes"]
    return {"session": next(one["id"] for one in seen if not one["isCurrent"])}


async def elsewhere(house: RunningHouse, api: Api) -> Json:
    other = await Api.registered(house.http)
    user = await user_of(house, api)
    await house.truth(
        "INSERT INTO membership (organisation_id, user_id, role, created_at) VALUES ($1, $2, 'MEMBER', now())",
        other.organisation_id,
        user,
    )
    await house.truth(
        "INSERT INTO audit_actor (organisation_id, id, user_id) VALUES ($1, $2, $3)",
        other.organisation_id,
        new_id(),
        user,
    )
    return {"organisation": other.organisation, "keepCurrent": True}


async def invitation(_house: RunningHouse, api: Api) -> Json:
    return {"email": f"{new_id().hex}@invited.example", "role": "MEMBER", "language": "NL", "message": "Welkom bij ons"}


async def open_invitation(house: RunningHouse, api: Api) -> Json:
    return {"invitation": (await invited(house, api, f"{new_id().hex}@invited.example"))[0]}


async def accepted(house: RunningHouse, api: Api) -> Json:
    host = await Api.registered(house.http)
    _, token = await invited(house, host, api.email)
    own = {"name": "Els Maes", "password": NEW_PASSWORD, "language": "NL", "terms": await terms_of(api)}
    return {"token": token, **own}


async def declined(house: RunningHouse, api: Api) -> Json:
    return {"token": (await invited(house, api, f"{new_id().hex}@invited.example"))[1]}


async def other_role(house: RunningHouse, api: Api) -> Json:
    return {"user": f"usr_{(await user_of(house, await join(house, api, 'MEMBER'))).hex}", "role": "READER"}


async def other_member(house: RunningHouse, api: Api) -> Json:
    return {"user": f"usr_{(await user_of(house, await join(house, api, 'MEMBER'))).hex}"}


async def with_another_owner(house: RunningHouse, api: Api) -> Json:
    await join(house, api, "OWNER")
    return {}
