"""Reset a password by the link that was sent to the account's address.

It opens no session: signing in follows, with the second factor where there is one. All sessions end. API keys and
applications go on unless asked otherwise, for machines depend on them; the letter says so. Where the reset is what
first proves the address, all that opens the account ends: see :mod:`smoall.usecases.access.first_proof`.
"""

from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.account_stores import Person
from smoall.usecases.access.first_proof import claim_by_reset
from smoall.usecases.access.letters import follow, look_at, write_to
from smoall.usecases.access.speaking import person_of, speak_for
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit, Units


async def find_link_owner(units: Units, token: str, *, tokens: Tokens, request_id: str) -> Person:
    """Whose password the link resets, before time is spent on hashing. Raises NotFound LINK_INVALID."""
    async with units.begin(None, request_id=request_id) as unit:
        found = await look_at(unit, token, LinkPurpose.RESET_PASSWORD, tokens=tokens)
        return await person_of(unit, found.user_id)


async def reset_password(unit: Unit, token: str, *, password_hash: str, tokens: Tokens, end_keys: bool) -> int:
    """Set the password; how many sessions ended. Raises NotFound LINK_INVALID."""
    followed = await follow(unit, token, LinkPurpose.RESET_PASSWORD, tokens=tokens)
    person = await person_of(unit, followed.user_id)
    await unit.accounts.set_password(person.id, password_hash)
    claimed = await claim_by_reset(unit, person)
    await unit.accounts.verify_email(person.id)
    await unit.audience.ask_sync(person.id)
    await unit.messages.void_links(LinkPurpose.RESET_PASSWORD, person.id)
    ended = await unit.accounts.end_sessions(person.id)
    if end_keys and not claimed:
        await unit.accounts.end_keys(person.id)
    await write_to(unit, person, MessageKind.PASSWORD_CHANGED)
    await speak_for(unit, person)
    unit.record("resetPassword", public_id(Kind.USER, person.id), sessions=ended, keys=end_keys, claimed=claimed)
    return ended
