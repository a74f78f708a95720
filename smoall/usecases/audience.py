"""The newsletter's audience at a provider: who said yes to news, and nobody else (register sheet A1; GDPR art. 7).

Nothing leaves without a consent in force and an address that was verified. Who unsubscribes at the provider has
withdrawn their consent; who says yes again here after that is asked to confirm there again. Of the two, what was said
last holds, and in doubt the no. Who is erased here is erased there, under whatever address they went on there.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from smoall.domain.access.consent import ConsentSource, ConsentSubject, has_given, in_force
from smoall.domain.kernel.errors import NotFound, Unparsable
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.access.account_stores import Person
from smoall.usecases.access.consents import take_news_back
from smoall.usecases.actor import Actor, system
from smoall.usecases.mail import MailAddress
from smoall.usecases.operations.hints import Hint
from smoall.usecases.unit import Units

MOST_AT_ONCE = 500
MEMBER = "member"
"""The key of a hint that holds a member's id at the provider."""
MOVED_TO = "moved_to"
"""The key of a hint that holds the id under which the member goes on."""


class Standing(StrEnum):
    """How a member stands at the provider."""

    PENDING = "PENDING"
    SUBSCRIBED = "SUBSCRIBED"
    UNSUBSCRIBED = "UNSUBSCRIBED"
    CLEANED = "CLEANED"
    ABSENT = "ABSENT"


WITHDRAWN = (Standing.UNSUBSCRIBED, Standing.CLEANED)
"""Standings that end a consent which was given before."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the provider knows it, and since when it stands so."""

    standing: Standing
    since: datetime | None = None


class AudienceSync(Protocol):
    """A provider of newsletters. Every call may be made again; all raise Unavailable when nobody answers."""

    @property
    def name(self) -> str:
        """The provider's."""
        ...

    def member_id(self, address: MailAddress) -> str:
        """The address's id at the provider."""
        ...

    async def invite(self, address: MailAddress, *, language: Language, again: bool = False) -> Standing:
        """Ask the person to confirm at the provider too; one who unsubscribed stays so, unless they are asked
        ``again``, because they have said yes since."""
        ...

    async def look(self, member_id: str) -> Member:
        """How a member stands now."""
        ...

    async def leave(self, member_id: str) -> None:
        """No more letters to that member."""
        ...

    async def erase(self, member_id: str) -> None:
        """Delete the member for good, with all that the provider knows of them."""
        ...


async def sync_audience(units: Units, actor: Actor, user_id: UUID, *, audience: AudienceSync | None) -> None:
    """Bring one person's place in the audience in line with what they consented to. Safe to run again.

    The member's id is kept before the provider is told, so that nobody can be there without our knowing.
    """
    if audience is None:
        return
    request_id = f"audience:{user_id.hex}"
    async with units.begin(actor, request_id=request_id) as unit:
        person = await unit.accounts.get(user_id)
        history = await unit.accounts.consents(user_id)
        member = await unit.audience.member(user_id)
    address = _address_of(person) if has_given(history, ConsentSubject.MARKETING) else None
    if person is None or address is None:
        if member:
            await audience.leave(member)
        return
    if member and member != audience.member_id(address):
        await audience.erase(member)
    async with units.begin(actor, request_id=request_id) as unit:
        await unit.audience.keep(user_id, audience.member_id(address), provider=audience.name)
        await unit.commit()
    said = in_force(history)[ConsentSubject.MARKETING]
    there = await audience.look(audience.member_id(address))
    if there.standing in WITHDRAWN and there.since and there.since >= said.at:
        await _withdraw(units, user_id, there)
        return
    again = there.standing is Standing.UNSUBSCRIBED and there.since is not None
    await audience.invite(address, language=person.language, again=again)


def _address_of(person: Person | None) -> MailAddress | None:
    """The person's verified address; None for one who has none, as when they were erased meanwhile."""
    if person is None or person.email_verified_at is None:
        return None
    try:
        return MailAddress.parse(person.email)
    except Unparsable:
        return None


async def reconcile_audience(units: Units, *, audience: AudienceSync | None) -> int:
    """Have those told of who consented while there was no provider; how many."""
    if audience is None:
        return 0
    async with units.begin(system(HOUSE), request_id="audience") as unit:
        untold = await unit.audience.readers(untold=True, limit=MOST_AT_ONCE)
        for reader in untold:
            await unit.audience.ask_sync(reader.user_id)
        await unit.commit()
    return len(untold)


async def erase_from_audience(units: Units, actor: Actor, farewell_id: UUID, *, audience: AudienceSync | None) -> None:
    """Delete an erased person at the provider, then forget that they were there. Raises NotFound
    PROVIDER_NOT_SET_UP where the provider that knows them is no longer."""
    request_id = f"audience:{farewell_id.hex}"
    async with units.begin(actor, request_id=request_id) as unit:
        member = await unit.audience.leaving(farewell_id)
    if member is None:
        return
    if audience is None:
        raise NotFound("PROVIDER_NOT_SET_UP")
    await audience.erase(member)
    async with units.begin(actor, request_id=request_id) as unit:
        await unit.audience.gone(farewell_id)
        told = {"provider": audience.name, "outcome": "DONE", "farewell": farewell_id.hex}
        unit.record("eraseFromAudience", public_id(Kind.ORGANISATION, HOUSE), **told)
        await unit.commit()


async def hear_audience(units: Units, hint: Hint, *, audience: AudienceSync) -> None:
    """A member has changed at the provider: who unsubscribed there, or whose mailbox is gone, has withdrawn consent;
    who goes on there under another address is known by that from now on, so that an erasure finds them.

    The member is read again. A consent that was given after that stands: the hint may be old.
    """
    member_id = hint.subjects[MEMBER]
    async with units.begin(system(HOUSE), request_id=f"audience:{hint.event_id[:32]}") as unit:
        user_id = await unit.audience.who(member_id)
    if user_id is None:
        return
    member = await audience.look(member_id)
    moved_to = hint.subjects.get(MOVED_TO)
    if moved_to and member.standing is Standing.ABSENT:
        member = await audience.look(moved_to)
        await _follow(units, user_id, member, moved_to, audience=audience)
    if member.standing in WITHDRAWN:
        await _withdraw(units, user_id, member)


async def _follow(units: Units, user_id: UUID, member: Member, moved_to: str, *, audience: AudienceSync) -> None:
    """The person's member has another id; nothing where there is no such member."""
    if member.standing is Standing.ABSENT:
        return
    async with units.begin(system(HOUSE), request_id=f"audience:{user_id.hex}") as unit:
        await unit.audience.keep(user_id, moved_to, provider=audience.name)
        await unit.commit()


async def _withdraw(units: Units, user_id: UUID, member: Member) -> None:
    """No consent any more, unless it was given after the member took it back."""
    async with units.begin(system(HOUSE), request_id=f"audience:{user_id.hex}") as unit:
        await unit.accounts.get(user_id, lock=True)
        consent = in_force(await unit.accounts.consents(user_id)).get(ConsentSubject.MARKETING)
        if consent is None or (member.since and member.since < consent.at):
            return
        await take_news_back(unit, user_id, source=ConsentSource.PROVIDER)
        await unit.commit()
