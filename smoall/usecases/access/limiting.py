"""Counting what may not happen too often, before it is looked at, so that many at once gain nothing."""

import hashlib

from smoall.domain.access.throttle import WINDOW, Limit, wait_until
from smoall.domain.kernel.errors import Conflict
from smoall.usecases.unit import Unit, Units


async def count(unit: Unit, limit: Limit, subject: str) -> None:
    """One more of ``subject``. Raises Conflict TOO_MANY_ATTEMPTS with the moment from which it may be tried again."""
    attempts = await unit.people.count_attempt(subject_hash(limit.kind, subject), window=WINDOW)
    if until := wait_until(attempts, limit=limit.most):
        raise Conflict("TOO_MANY_ATTEMPTS", until=until.isoformat(timespec="minutes"))


async def count_apart(units: Units, *counted: tuple[Limit, str | None], request_id: str) -> None:
    """The same in a transaction of its own, so that a refusal that follows is counted too; None counts nothing."""
    async with units.begin(None, request_id=request_id) as unit:
        refusal: Conflict | None = None
        for limit, subject in counted:
            try:
                if subject is not None:
                    await count(unit, limit, subject)
            except Conflict as found:
                refusal = found
        await unit.commit()
    if refusal:
        raise refusal


def subject_hash(kind: str, text: str) -> bytes:
    """Under what a subject is counted: never its own text."""
    return hashlib.sha256(f"{kind}\x1f{text}".encode("utf-8", "surrogatepass")).digest()
