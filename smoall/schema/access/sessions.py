"""One's own sessions."""

import strawberry

from smoall.domain.kernel.ids import Kind, parse_id, public_id
from smoall.schema.access.mutations import device_of, signed_in
from smoall.schema.access.types import Session, User
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.organisations.types import Organisation
from smoall.schema.performing import Answer, perform, perform_secret
from smoall.usecases.access.sessions import (
    refresh_session,
    revoke_other_sessions,
    revoke_session,
    switch_organisation,
)


@strawberry.input(description="Which session to end.")
class RevokeSessionInput:
    """A session."""

    session: strawberry.ID = says("One of your `sessions`; it may be the one at hand.")


@strawberry.type(description="The session is over, at once and everywhere.")
class RevokeSessionPayload:
    """The session that ended."""

    revoked: strawberry.ID = says("Its id.")


@strawberry.type(description="All your other sessions are over.")
class RevokeOtherSessionsPayload:
    """How many ended."""

    ended_sessions: int = says("How many ended, in all your organisations.")


@strawberry.type(description="The session goes on under another token; the one you sent is dead.")
class RefreshSessionPayload:
    """The session with its new token."""

    user: User = says("You.")
    organisation: Organisation = says("The organisation of the session.")
    session: Session = says("The new token. The session still ends when it would have.")


@strawberry.input(description="Where to go.")
class SwitchOrganisationInput:
    """An organisation."""

    organisation: strawberry.ID = says("One of `viewer { memberships { organisation { id } } }`.")
    keep_current: bool = says("True: the session at hand goes on beside the new one; else it ends.", default=False)


@strawberry.type(description="A session in the other organisation.")
class SwitchOrganisationPayload:
    """Where you are now."""

    user: User = says("You.")
    organisation: Organisation = says("The other organisation.")
    session: Session = says("The session in it; it ends when the one at hand would have.")


RevokeSessionResult = result(RevokeSessionPayload, "What came of ending a session.")
RevokeOtherSessionsResult = result(RevokeOtherSessionsPayload, "What came of ending the others.")
RefreshSessionResult = result(RefreshSessionPayload, "What came of asking for another token.")
SwitchOrganisationResult = result(SwitchOrganisationPayload, "What came of switching.")


async def revoke_session_(info: Info, input: RevokeSessionInput) -> Answer:
    """End one session."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        ended = await revoke_session(unit, parse_id(input.session, Kind.SESSION))
        return {"revoked": public_id(Kind.SESSION, ended)}

    return await perform(info, act)


async def revoke_other_sessions_(info: Info) -> Answer:
    """End all others."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"endedSessions": await revoke_other_sessions(unit)}

    return await perform(info, act)


async def refresh_session_(info: Info) -> Answer:
    """Another token. Never replayed: its answer holds a secret."""
    info.context.signed_in()

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        tokens = info.context.services.tokens
        opened = await refresh_session(unit, device=device_of(info), tokens=tokens)
        return signed_in(info, opened, use_cookie=info.context.by_cookie)

    return await perform_secret(info, act)


async def switch_organisation_(info: Info, input: SwitchOrganisationInput) -> Answer:
    """A session elsewhere. Never replayed: its answer holds a secret."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        opened = await switch_organisation(
            unit,
            parse_id(input.organisation, Kind.ORGANISATION),
            keep_current=input.keep_current,
            device=device_of(info),
            tokens=info.context.services.tokens,
        )
        return signed_in(info, opened, use_cookie=info.context.by_cookie)

    return await perform_secret(info, act)
