"""Deliver a message: write one of Smoall's own letters to one person, and hand it over as documents are."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from smoall.domain.access.message import ASKED_FOR, LASTS, PAGES, LinkPurpose
from smoall.domain.invoicing.delivery import DeliveryState, ensure_transition, is_held_back
from smoall.domain.kernel.errors import NotFound
from smoall.usecases.actor import Actor
from smoall.usecases.hand_over import SUPPRESSED, Way, hand_over
from smoall.usecases.mail import Letter, MailAddress, MailReports
from smoall.usecases.messages import Message, OneTimeLink
from smoall.usecases.operator import Operator
from smoall.usecases.ports import Fingerprints, Tokens
from smoall.usecases.unit import Units

_OF_THE_ADDRESS = (LinkPurpose.RESET_PASSWORD, LinkPurpose.VERIFY_EMAIL)
"""Links that speak for whoever reads mail at the account's address: none is made for a mailbox that it was before."""
ComposeMessage = Callable[..., Letter]


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a message needs from outside. ``account_url`` is what its link begins with."""

    way: Way
    compose: ComposeMessage
    tokens: Tokens
    fingerprint: Fingerprints
    operator: Operator
    account_url: str
    reports: MailReports | None = None


async def deliver_message(units: Units, actor: Actor, message_id: UUID, *, desk: Desk) -> None:
    """One run over one message, as :func:`hand_over` tells. Raises NotFound MESSAGE_NOT_FOUND, Postponed."""
    async with units.begin(actor, request_id=f"message:{message_id.hex}") as unit:
        message = await unit.messages.get(message_id)
    if message is None:
        raise NotFound("MESSAGE_NOT_FOUND")
    await hand_over(_Case(units, actor, desk), message, way=desk.way)


@dataclass(slots=True)
class _Case:
    """The short transactions between which one message is handed over.

    The secret of its link lives in this process only: it is in the letter, and its hash is stored with the attempt.
    An attempt that was cut off leaves its link valid, for its letter may have arrived, until another makes a new one.
    """

    units: Units
    actor: Actor
    desk: Desk
    _token_hash: bytes | None = field(default=None, repr=False)

    async def held_back(self, sending: Message) -> str | None:
        return SUPPRESSED if await self._is_suppressed(sending) else None

    async def _is_suppressed(self, sending: Message) -> bool:
        async with self.units.begin(self.actor, request_id=f"message:{sending.id.hex}") as unit:
            if sending.user_id and sending.link in _OF_THE_ADDRESS:
                person = await unit.accounts.get(sending.user_id)
                if person and person.email != sending.recipient:
                    return True
            found = await unit.suppressions.get(self.desk.fingerprint(sending.recipient))
            if found is None:
                return False
            asked_for = sending.link in ASKED_FOR
            if is_held_back(found.reason, since=found.since, asked_for=asked_for, now=unit.now):
                return True
        if self.desk.reports:  # it keeps a list of its own, and would refuse
            await self.desk.reports.forget(MailAddress.parse(sending.recipient))
        return False

    async def letter(self, sending: Message) -> Letter:
        link = self._make_link(sending.link) if sending.link else None
        return self.desk.compose(sending, operator=self.desk.operator, link=link)

    def _make_link(self, purpose: LinkPurpose) -> OneTimeLink:
        token, self._token_hash = self.desk.tokens.make()
        address = f"{self.desk.account_url}/account/{PAGES[purpose]}?{urlencode({'token': token})}"
        return OneTimeLink(address, self.desk.way.clock() + LASTS[purpose] - timedelta(minutes=1))

    async def take(self, seen: Message) -> Message | None:
        """The hash of the link's secret is stored with the attempt."""
        async with self.units.begin(self.actor, request_id=f"message:{seen.id.hex}") as unit:
            attempt = replace(seen, attempts=seen.attempts + 1, state=DeliveryState.ATTEMPTING, attempted_at=unit.now)
            if await unit.messages.get(seen.id, lock=True) != seen:
                return None
            await unit.messages.replace(attempt)
            if seen.link and self._token_hash:
                subject_id = seen.subject_id or seen.id
                await unit.messages.void_links(seen.link, subject_id)  # of two letters the one written last counts
                await unit.messages.keep_link(self._token_hash, seen.link, user_id=seen.user_id, subject_id=subject_id)
            await unit.commit()
        return attempt

    async def note(
        self, sending: Message, state: DeliveryState, *, failure: str | None = None, provider_id: str | None = None
    ) -> None:
        async with self.units.begin(self.actor, request_id=f"message:{sending.id.hex}") as unit:
            current = await unit.messages.get(sending.id, lock=True)
            if current is None or current.attempts != sending.attempts:
                return
            ensure_transition(current.state, state)
            after = replace(sending, state=state, failure=failure, provider_id=provider_id)
            await unit.messages.replace(after, sent_at=unit.now if state is DeliveryState.SENT else None)
            await unit.commit()
