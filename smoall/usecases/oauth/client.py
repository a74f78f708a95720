"""Which application calls: proved by its secret, or only named where it cannot keep one (RFC 6749 §2.3)."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from smoall.domain.access.oauth import PER_ADDRESS, PER_CLIENT, ClientKind
from smoall.domain.access.throttle import WINDOW, network_of, wait_until
from smoall.domain.kernel.ids import Kind, parse_id
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
    waits = [
        wait_until(await unit.people.count_attempt(subject, window=WINDOW), limit=limit)
        for subject, limit in _subjects(given, remote_address)
    ]
    until = max((wait for wait in waits if wait), default=None)
    if until is None:
        return None
    return Refusal(OAuthError.TEMPORARILY_UNAVAILABLE, "Too many calls came to nothing; try again later.", until)


async def forgive_call(unit: Unit, given: Credentials, remote_address: str | None) -> None:
    """Take the count back: the call was no guess."""
    for subject, _ in _subjects(given, remote_address):
        await unit.people.forgive_attempt(subject)


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


def _subjects(given: Credentials, remote_address: str | None) -> list[tuple[bytes, int]]:
    address = network_of(remote_address or "")
    return [
        (_subject("oauth address", address), PER_ADDRESS),
        (_subject("oauth client", address, given.client_id), PER_CLIENT),
    ]


def _subject(*parts: str) -> bytes:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
