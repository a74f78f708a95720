"""Credentials: opaque tokens, stored as hashes, ended by time or by hand."""

from dataclasses import dataclass, replace
from datetime import datetime

from smoall.domain.access.session import LASTS, CredentialKind, SignInMethod, idle_until
from smoall.domain.kernel.errors import Forbidden
from smoall.usecases.access.stores import Credential
from smoall.usecases.actor import Actor
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Device:
    """From where somebody signs in, as they see it in the list of their sessions."""

    remote_address: str | None = None
    user_agent: str | None = None


NO_DEVICE = Device()


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was just opened; the token is shown this once. ``expires_at`` if it is not used until then."""

    actor: Actor
    token: str
    expires_at: datetime
    ends_at: datetime


async def open_session(
    unit: Unit,
    actor: Actor,
    tokens: Tokens,
    *,
    method: SignInMethod,
    device: Device,
    ends_at: datetime | None = None,
) -> Opened:
    """A new session of ``actor``: thirty days at most (or until ``ends_at``), twelve hours without use.

    The unit speaks for the actor's organisation. The role is the one of this very moment, and held: who changes it
    meanwhile comes after this session and changes it too. Raises Forbidden NO_ORGANISATION.
    """
    role = await unit.memberships.hold(actor.user_id)
    if role is None:
        raise Forbidden("NO_ORGANISATION")
    actor = replace(actor, role=role)
    token, digest = tokens.make()
    ends_at = ends_at or unit.now + LASTS
    expires_at = idle_until(CredentialKind.SESSION, seen_at=unit.now, ends_at=ends_at)
    credential = Credential(
        id=unit.new_id(),
        token_hash=digest,
        kind=CredentialKind.SESSION,
        actor=actor,
        expires_at=expires_at,
        ends_at=ends_at,
        method=method,
        remote_address=device.remote_address,
        user_agent=device.user_agent,
    )
    await unit.people.open_session(credential)
    return Opened(replace(actor, session_id=credential.id), token, expires_at, ends_at)
