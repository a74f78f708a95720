"""Sessions: opaque tokens, stored as hashes, ended by time or by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from smoall.usecases.actor import Actor
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit

LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was just opened; the token is shown this once."""

    actor: Actor
    token: str
    expires_at: datetime


async def open_session(unit: Unit, actor: Actor, tokens: Tokens) -> Opened:
    """A new session of ``actor`` that lasts thirty days at most."""
    token, digest = tokens.make()
    expires_at = unit.now + LASTS
    await unit.people.open_session(actor, digest, expires_at=expires_at)
    return Opened(actor, token, expires_at)
