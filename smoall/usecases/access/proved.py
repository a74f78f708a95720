"""Letters to third parties are for people whose own address is proved: a registration alone writes to nobody.

An invitation bears free text, so it waits for the proof. Invoices are what somebody came for, and may be tried out
before the letter is read: a few a day leave until then.
"""

from smoall.domain.access.throttle import DELIVERIES_UNPROVED
from smoall.domain.kernel.errors import Conflict
from smoall.usecases.access.limiting import count
from smoall.usecases.unit import Unit


async def ensure_proved(unit: Unit) -> None:
    """Raise Conflict EMAIL_UNPROVED unless the person who acts, themselves or by a key of theirs, has."""
    if not await _is_proved(unit):
        raise Conflict("EMAIL_UNPROVED")


async def count_unproved(unit: Unit, *, letters: int) -> None:
    """As many letters more of the organisation, while the person who sends them has not proved their address.

    Raises Conflict TOO_MANY_ATTEMPTS.
    """
    if not await _is_proved(unit):
        await count(unit, *[(DELIVERIES_UNPROVED, unit.actor.organisation_id.hex)] * letters)


async def _is_proved(unit: Unit) -> bool:
    person = await unit.accounts.get(unit.actor.user_id)
    return person is None or person.email_verified_at is not None  # Smoall's own acts are nobody's
