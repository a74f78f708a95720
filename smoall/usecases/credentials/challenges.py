"""Challenges that a device signs: random, stored as hashes, good for five minutes and for one answer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from smoall.domain.access.passkey import CHALLENGE_BYTES, CHALLENGE_LASTS
from smoall.domain.access.role import Permission
from smoall.usecases.access.limiting import count_attempt, guesses, refuse_waiting
from smoall.usecases.actor import Actor
from smoall.usecases.credentials.ports import Ceremonies, CeremonyFailed, Entropy
from smoall.usecases.credentials.stores import Challenge, ChallengePurpose
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit, Units


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What the browser is given, as JSON, and until when its answer is awaited."""

    options: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """The challenge that an answer answers, used up, and for whom it was made."""

    challenge: bytes
    user_id: UUID | None


async def make_challenge(
    unit: Unit, purpose: ChallengePurpose, *, user_id: UUID | None, entropy: Entropy
) -> tuple[bytes, datetime]:
    """A new challenge, and until when it is good."""
    challenge, expires_at = entropy(CHALLENGE_BYTES), unit.now + CHALLENGE_LASTS
    await unit.credentials.keep_challenge(_digest(challenge), purpose, user_id=user_id, expires_at=expires_at)
    return challenge, expires_at


async def use_challenge(
    units: Units,
    actor: Actor | None,
    answer: str,
    purpose: ChallengePurpose,
    *,
    ceremonies: Ceremonies,
    remote_address: str | None,
    request_id: str,
    permission: Permission | None = None,
) -> Answered | None:
    """Use up the challenge of an answer, in a transaction of its own, so that it is gone whatever comes of the answer.

    None when it is unknown, over or used, or the answer names none. Raises Conflict TOO_MANY_ATTEMPTS.
    """
    try:
        challenge = ceremonies.challenge_of(answer)
    except CeremonyFailed:
        challenge = b""
    found: Challenge | None = None
    async with units.begin(actor, request_id=request_id) as unit:
        if permission:
            require(unit, permission)
        until = await count_attempt(unit, *guesses(remote_address=remote_address))
        if challenge:
            found = await unit.credentials.take_challenge(_digest(challenge), purpose)
        await unit.commit()
    refuse_waiting(until)
    return Answered(challenge, found.user_id) if found else None


def _digest(challenge: bytes) -> bytes:
    return hashlib.sha256(challenge).digest()
