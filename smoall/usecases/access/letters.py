"""Letters about an account: to whom, in which language, with which link."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.language import Language
from smoall.usecases.access.account_stores import Person
from smoall.usecases.messages import Message, Redeemed
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit


async def write_to(
    unit: Unit,
    person: Person,
    kind: MessageKind,
    *,
    link: LinkPurpose | None = None,
    subject_id: UUID | None = None,
    recipient: str | None = None,
    language: Language | None = None,
    words: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Ask for a letter to a person with an account, at their address or at ``recipient``.

    A link makes earlier ones of the same purpose for the same subject void.
    """
    subject_id = subject_id or person.id
    if link:
        await unit.messages.void_links(link, subject_id)
    message = Message(
        id=unit.new_id(),
        kind=kind,
        language=language or person.language,
        recipient=recipient or person.email,
        name=person.name,
        user_id=person.id,
        words={"at": unit.now.isoformat(timespec="seconds"), **words},
        link=link,
        subject_id=subject_id,
    )
    await unit.messages.post(message)


async def follow(unit: Unit, token: str, purpose: LinkPurpose, *, tokens: Tokens) -> Redeemed:
    """Use up the link that bears this token. Raises NotFound LINK_INVALID: unknown, over, used, for something else."""
    found = await unit.messages.redeem(tokens.digest(token), purpose)
    if found is None:
        raise NotFound("LINK_INVALID")
    return found


async def look_at(unit: Unit, token: str, purpose: LinkPurpose, *, tokens: Tokens) -> Redeemed:
    """What the link is for, without using it up. Raises NotFound LINK_INVALID."""
    found = await unit.messages.look_at(tokens.digest(token), purpose)
    if found is None:
        raise NotFound("LINK_INVALID")
    return found
