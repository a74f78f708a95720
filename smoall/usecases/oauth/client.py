"""Which application calls: proved by its secret, or only named where it cannot keep one (RFC 6749 §2.3)."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from smoall.domain.access.oauth import ClientKind
from smoall.domain.access.throttle import OAUTH_CALLS_PER_ADDRESS, OAUTH_CALLS_PER_CLIENT, network_of
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.usecases.access.limiting import Counted, count_attempt, forgive_attempt
from smoall.usecases.oauth.refusal import OAuthError, Refusal
from smoall.usecases.oauth.stores import OAuthApp
from smoall.usecases.ports import Secrets
from smoall.usecases.unit import Unit

UNKNOWN = Refusal(OAuthError.INVALID_CLIENT, "The client is not known, or its secret is not right.")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a caller says of itself; no secret for a public client."""

    client_id: str
    secret: str | None = None


async def count_call(unit: Unit, given: Credentials, remote_address: str | None) -> Refusal | None:
    """Count one call before anything is looked up; refused for a while once too many of them came to nothing.

    Counted by address, and by client and address together: nobody can shut an application out from elsewhere.
    """
    until = await count_attempt(unit, *_counted(given, remote_address))
    if until is None:
        return None
    return Refusal(OAuthError.TEMPORARILY_UNAVAILABLE, "Too many calls came to nothing; try again later.", until)


async def forgive_call(unit: Unit, given: Credentials, remote_address: str | None) -> None:
    """Take the count back: the call was no guess."""
    await forgive_attempt(unit, *_counted(given, remote_address))


async def authenticate_client(unit: Unit, given: Credentials, secrets: Secrets) -> OAuthApp | Refusal:
    """The application. A confidential one shows its secret, a public one none; all failures answer alike."""
    identity = parse_id(given.client_id, Kind.OAUTH_APP)
    app = await unit.oauth.app(identity) if identity else None
    if app is None or app.revoked_at is not None:
        return UNKNOWN
    if app.kind is ClientKind.PUBLIC:
        return app if given.secret is None else UNKNOWN
    if given.secret is None or not _holds(app, secrets.hash_of(given.secret), now=unit.now):
        return UNKNOWN
    return app


def _holds(app: OAuthApp, digest: bytes, *, now: datetime) -> bool:
    """Whether the secret is the current one, or the one before while that still holds."""
    current = app.secret_hash is not None and hmac.compare_digest(digest, app.secret_hash)
    before = app.previous_secret_hash is not None and hmac.compare_digest(digest, app.previous_secret_hash)
    return current or (before and app.previous_until is not None and now < app.previous_until)


def _counted(given: Credentials, remote_address: str | None) -> tuple[Counted, ...]:
    address = network_of(remote_address or "")
    return (OAUTH_CALLS_PER_ADDRESS, address), (OAUTH_CALLS_PER_CLIENT, f"{address}\x1f{given.client_id}")
