"""Verify an address: whoever follows the link reads mail there."""

from uuid import UUID

from smoall.domain.access.message import LinkPurpose
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.letters import follow
from smoall.usecases.access.speaking import person_of, speak_for
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit


async def verify_email(unit: Unit, token: str, *, tokens: Tokens) -> UUID:
    """The account whose address is verified now. Raises NotFound LINK_INVALID."""
    followed = await follow(unit, token, LinkPurpose.VERIFY_EMAIL, tokens=tokens)
    person = await person_of(unit, followed.user_id)
    await unit.accounts.verify_email(person.id)
    await unit.audience.ask_sync(person.id)
    await speak_for(unit, person)
    unit.record("verifyEmail", public_id(Kind.USER, person.id))
    return person.id
