"""Hand a letter over exactly once where the provider can be asked, and never twice by accident where it cannot.

Documents and Smoall's own letters go the same way: mark ATTEMPTING and commit, send, note what came of it. Whoever
finds ATTEMPTING later asks the provider before anything is sent again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from smoall.domain.invoicing.delivery import (
    AlreadySent,
    DeliveryState,
    GiveUpUnknown,
    Lookup,
    decide_attempt,
    decide_retry,
    needs_lookup,
)
from smoall.domain.kernel.errors import Unavailable
from smoall.usecases.mail import Letter, Mail, Rejected, Unconfirmed
from smoall.usecases.operations.run_job import Postponed

SUPPRESSED = "RECIPIENT_SUPPRESSED"
LONGEST_WAIT = timedelta(hours=24)
NOW = timedelta(0)


class Sending(Protocol):
    """What is on its way: a document's delivery, a message."""

    @property
    def id(self) -> UUID:
        """Its id at the provider."""
        ...

    @property
    def recipient(self) -> str:
        """To whom."""
        ...

    @property
    def state(self) -> DeliveryState:
        """Where it stands."""
        ...

    @property
    def attempts(self) -> int:
        """How often it was handed over."""
        ...

    @property
    def attempted_at(self) -> datetime | None:
        """When last."""
        ...


S = TypeVar("S", bound=Sending)


class Case(Protocol[S]):
    """The short transactions between which one sending is handed over."""

    async def held_back(self, sending: S) -> str | None:
        """Why it may not leave, as a stable code: its mailbox does not exist, its owner objected. None when it may."""
        ...

    async def letter(self, sending: S) -> Letter:
        """The letter. Raises Unavailable when it cannot be made now."""
        ...

    async def take(self, seen: S) -> S | None:
        """The sending in its next attempt, marked ATTEMPTING; None when another run moved it on meanwhile."""
        ...

    async def note(
        self, sending: S, state: DeliveryState, *, failure: str | None = None, provider_id: str | None = None
    ) -> None:
        """Write what came of the attempt; a run that was overtaken by another writes nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """How letters leave. ``resend_unknown`` sends again what nobody can tell about: twice rather than perhaps never."""

    mail: Mail
    clock: Callable[[], datetime]
    resend_unknown: bool = False


async def hand_over(case: Case[S], sending: S, *, way: Way) -> None:
    """One run over one sending. Safe to run again at any point.

    Raises Postponed during an outage, with the wait that ``decide_retry`` gives; after the last one it has FAILED.
    """
    if sending.state not in (DeliveryState.QUEUED, DeliveryState.ATTEMPTING):
        return
    lookup = None
    if needs_lookup(sending.state):
        lookup = await _look_up(sending, way)
    match decide_attempt(sending.state, lookup, resend_unknown=way.resend_unknown):
        case AlreadySent(provider_id):
            await case.note(sending, DeliveryState.SENT, provider_id=provider_id)
        case GiveUpUnknown():
            await case.note(sending, DeliveryState.UNKNOWN)
        case _:
            await _attempt(case, sending, way.mail)


async def _look_up(sending: Sending, way: Way) -> Lookup:
    try:
        return await way.mail.find(sending.id, since=sending.attempted_at or way.clock())
    except Unavailable as outage:
        raise Postponed(outage.code, _wait(1, outage) or NOW) from outage


async def _attempt(case: Case[S], sending: S, mail: Mail) -> None:
    if failure := await case.held_back(sending):
        await case.note(sending, DeliveryState.FAILED, failure=failure)
        return
    letter = await case.letter(sending)
    attempt = await case.take(sending)
    if attempt:
        await _send(case, attempt, letter, mail)


async def _send(case: Case[S], attempt: S, letter: Letter, mail: Mail) -> None:
    try:
        receipt = await mail.send(letter)
    except Rejected as refusal:
        await case.note(attempt, DeliveryState.FAILED, failure=refusal.reason)
    except Unconfirmed as doubt:
        # It may have been taken: it stays ATTEMPTING, and the next run of the job asks before anything else.
        raise Postponed(doubt.code, decide_retry(1) or NOW) from doubt
    except Unavailable as outage:
        wait = _wait(attempt.attempts, outage)
        await case.note(attempt, DeliveryState.QUEUED if wait else DeliveryState.FAILED, failure=outage.code)
        if wait:
            raise Postponed(outage.code, wait) from outage
    else:
        await case.note(attempt, DeliveryState.SENT, provider_id=receipt.provider_id)


def _wait(attempts: int, outage: Unavailable) -> timedelta | None:
    """Ours, or longer where the provider names a time (RFC 9110, Retry-After)."""
    ours = decide_retry(attempts)
    asked = timedelta(seconds=int(outage.values.get("retry_after", "0")))
    return ours and max(ours, min(asked, LONGEST_WAIT))
