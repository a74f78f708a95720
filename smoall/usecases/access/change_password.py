"""Change one's password, knowing the present one. Other sessions end, the one at hand goes on."""

from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.access.role import Permission
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.account_stores import Person
from smoall.usecases.access.letters import write_to
from smoall.usecases.access.passwords import forgive_guess, unchanged
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit


async def change_password(unit: Unit, proved: Person, *, password_hash: str) -> int:
    """Set the password of a person who proved the present one; how many other sessions ended."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    person = await unchanged(unit, proved)
    await forgive_guess(unit, person)
    await unit.accounts.set_password(person.id, password_hash)
    await unit.messages.void_links(LinkPurpose.RESET_PASSWORD, person.id)
    ended = await unit.accounts.end_sessions(person.id, but=unit.actor.session_id)
    await write_to(unit, person, MessageKind.PASSWORD_CHANGED)
    unit.record("changePassword", public_id(Kind.USER, person.id), sessions=ended)
    return ended
