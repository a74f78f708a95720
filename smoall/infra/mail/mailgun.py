"""Letters through Mailgun: one recipient per message, no tracking, and a way to ask what became of each.

Mailgun promises no idempotency. So each message bears the delivery's id twice, as its Message-ID and as a variable,
and the events of the domain are searched for either before anything is sent a second time.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from smoall.domain.invoicing.delivery import Lookup, NotSent, Sent, Unknown
from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.infra.calling import Answer, Caller, NoAnswer, NotReached
from smoall.infra.mail.mailgun_events import DELIVERY, TENANT, Event, read_events, read_report
from smoall.infra.mail.message import build_message, message_id
from smoall.usecases.mail import Letter, MailAddress, MailReport, Receipt, Rejected, Unconfirmed

EU, US = "https://api.eu.mailgun.net", "https://api.mailgun.net"
LONGEST_REASON = 200
LARGEST_MESSAGE = 25 * 1024 * 1024
PAGE, MOST_PAGES = 300, 20

# Wrong key, unpaid bill, unknown domain, too many: the installation's trouble, not the letter's.
OURS_TO_MEND = {401, 402, 403, 404, 408, 409, 425, 429}
IN_BETWEEN = {502, 504}
"""Answered by a gateway that lost sight of what it passed on: the message may have been taken."""


@dataclass(frozen=True, slots=True)
class MailgunConfig:
    """One sending domain. ``settles`` is how long its events may lag behind what was accepted."""

    domain: str
    api_key: str = field(repr=False)
    base_url: str = EU
    settles: timedelta = timedelta(minutes=5)
    answer_seconds: float = 20.0


class MailgunMail:
    """A :class:`~smoall.usecases.mail.Mail` that hands letters to Mailgun, and reports on them."""

    name = "mailgun"

    def __init__(self, config: MailgunConfig, *, mail_from: MailAddress, clock: Callable[[], datetime]) -> None:
        self._config = config
        self._mail_from = mail_from
        self._clock = clock
        self._caller = Caller(
            config.base_url, user="api", password=config.api_key, answer_seconds=config.answer_seconds
        )

    async def send(self, letter: Letter) -> Receipt:
        """Hand the letter over; the receipt holds Mailgun's own id. Raises as the port says."""
        message = build_message(letter, mail_from=self._mail_from, sent_at=self._clock())
        if len(message) > LARGEST_MESSAGE:
            raise Rejected("message: more than 25 MB")
        answer = await self._hand_over(letter, message)
        if answer.success:
            return Receipt(_own_id(answer))
        raise _refusal(answer, letter)

    async def _hand_over(self, letter: Letter, message: bytes) -> Answer:
        fields: dict[str, Any] = {
            "to": letter.recipient.value,
            "o:tag": letter.tag,
            "o:tracking": "no",
            "o:tracking-clicks": "no",
            "o:tracking-opens": "no",
            f"v:{DELIVERY}": letter.delivery_id.hex,
            f"v:{TENANT}": letter.tenant.hex if letter.tenant else "",
        }
        try:
            return await self._caller.call(
                "POST",
                f"/v3/{self._config.domain}/messages.mime",
                data=fields,
                files={"message": ("message.eml", message, "message/rfc822")},
            )
        except NotReached as outage:
            raise _unavailable(str(outage)) from outage
        except NoAnswer as silence:
            raise Unconfirmed from silence

    async def find(self, delivery_id: UUID, *, since: datetime) -> Lookup:
        """Sent when any event speaks of the letter, NotSent once events have had their time to appear.

        Until then it is Unavailable: too early to tell. Unknown when there are more events than it is sensible to read.
        """
        asked_at = self._clock()
        own = message_id(delivery_id, self._mail_from)
        async for event in self.events({"message-id": own}):
            if own == event.message_id or delivery_id == event.delivery_id:
                return Sent(event.message_id)
        read = 0
        async for event in self.events({"event": "accepted", "begin": f"{since.timestamp() - 60:.0f}"}):
            if event.delivery_id == delivery_id:
                return Sent(event.message_id)
            read += 1
        if read >= PAGE * MOST_PAGES:
            return Unknown()
        if asked_at - since < self._config.settles:
            raise Unavailable("MAIL_UNSETTLED", retry_after=f"{self._config.settles.total_seconds():.0f}")
        return NotSent()

    async def report(self, provider_id: str) -> MailReport:
        """What became of the letter under Mailgun's own id. Raises Unavailable."""
        events = [event async for event in self.events({"message-id": provider_id})]
        return read_report(event for event in events if event.message_id == provider_id)

    async def events(self, query: Mapping[str, str]) -> AsyncIterator[Event]:
        """The domain's events that fit, the oldest first, page by page. Raises Unavailable when nobody answers."""
        asked = urlencode({**query, "ascending": "yes", "limit": PAGE})
        path = f"/v3/{self._config.domain}/events?{asked}"
        for _ in range(MOST_PAGES):
            page = await self._ask("GET", path)
            items = page.get("items") if isinstance(page, Mapping) else None
            if not items:  # there is always a next page, until one is empty
                return
            for event in read_events(items):
                yield event
            path = self._next(page)

    def _next(self, page: Mapping[str, Any]) -> str:
        """The next page's path; its address is only followed to the host that was asked."""
        paging = page.get("paging")
        following = paging.get("next") if isinstance(paging, Mapping) else None
        base = self._caller.base_url
        if not isinstance(following, str) or not following.startswith(f"{base}/"):
            raise _unavailable("PAGING")
        return following[len(base) :]

    async def forget(self, address: MailAddress) -> None:
        """Let Mailgun write to the address again after a bounce. Raises Unavailable."""
        await self._ask("DELETE", f"/v3/{self._config.domain}/bounces/{quote(address.value, safe='@')}", missing=True)

    async def _ask(self, method: str, path: str, *, missing: bool = False) -> Any:
        try:
            answer = await self._caller.call(method, path)
            if answer.success:
                return answer.json()
        except (NotReached, NoAnswer) as silence:
            raise _unavailable(str(silence)) from silence
        if missing and answer.status == 404:
            return {}
        raise _unavailable(f"{answer.status}", retry_after=answer.retry_after)


async def reach(config: MailgunConfig) -> str | None:
    """Ask for one event as a look-up would; what went wrong, None when nothing did."""
    mail = MailgunMail(config, mail_from=MailAddress("doctor@localhost"), clock=lambda: datetime.now(UTC))
    try:
        await mail._ask("GET", f"/v3/{config.domain}/events?limit=1")
    except Unavailable as outage:
        return outage.values["reason"]
    return None


def _own_id(answer: Answer) -> str:
    """The id that Mailgun gave. An answer of 200 without one is no answer: Unconfirmed."""
    try:
        told = answer.json()
    except NoAnswer as half:
        raise Unconfirmed from half
    identity = told.get("id") if isinstance(told, Mapping) else None
    if not isinstance(identity, str) or not identity:
        raise Unconfirmed
    return identity.strip("<>")


def _refusal(answer: Answer, letter: Letter) -> DomainError:
    if answer.status in IN_BETWEEN:
        return Unconfirmed()
    if answer.status in OURS_TO_MEND or not 400 <= answer.status <= 499:
        return _unavailable(f"{answer.status}", retry_after=answer.retry_after)
    return Rejected(f"{answer.status} {_said(answer).replace(letter.recipient.value, '…')}"[:LONGEST_REASON].strip())


def _said(answer: Answer) -> str:
    try:
        told = answer.json()
    except NoAnswer:
        return ""
    text = told.get("message", "") if isinstance(told, Mapping) else ""
    return " ".join("".join(part if part.isprintable() else " " for part in str(text)).split())


def _unavailable(reason: str, *, retry_after: str = "") -> Unavailable:
    return Unavailable("MAIL_UNAVAILABLE", reason=reason, **({"retry_after": retry_after} if retry_after else {}))
