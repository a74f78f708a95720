"""The life of one delivery of a document, and the rule that nothing is sent twice by accident.

A delivery is marked ATTEMPTING, and that is committed, before the provider is called. Whoever finds it ATTEMPTING
later, after a crash or a connection that broke before the answer, asks the provider first what became of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from smoall.domain.kernel.errors import Conflict


class DeliveryState(StrEnum):
    """Where a delivery stands; ``UNKNOWN`` may or may not have arrived, and only a person may send it again."""

    QUEUED = "QUEUED"
    ATTEMPTING = "ATTEMPTING"
    SENT = "SENT"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"


class SuppressionReason(StrEnum):
    """Why a mailbox is not written to any more: it does not exist, or its owner complained."""

    BOUNCED = "BOUNCED"
    COMPLAINED = "COMPLAINED"


_S = DeliveryState

TRANSITIONS: Mapping[DeliveryState, frozenset[DeliveryState]] = {
    _S.QUEUED: frozenset({_S.ATTEMPTING, _S.FAILED}),
    _S.ATTEMPTING: frozenset({_S.QUEUED, _S.SENT, _S.FAILED, _S.UNKNOWN}),
    _S.SENT: frozenset({_S.DELIVERED, _S.BOUNCED}),
    _S.UNKNOWN: frozenset({_S.SENT, _S.DELIVERED, _S.BOUNCED}),
    _S.DELIVERED: frozenset({_S.BOUNCED}),
    _S.FAILED: frozenset(),
    _S.BOUNCED: frozenset(),
}
"""The allowed moves. ATTEMPTING → QUEUED is the provider that took nothing (an outage): a later attempt is safe."""

RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""How long to wait after the first, second … refused attempt: seven retries over a little less than two days."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider has the letter, under this id of its own."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """The provider is certain that it never took the letter."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The provider cannot be asked, or cannot say."""


Lookup = Sent | NotSent | Unknown


@dataclass(frozen=True, slots=True)
class Send:
    """Mark the delivery ATTEMPTING, commit, then call the provider."""


@dataclass(frozen=True, slots=True)
class AlreadySent:
    """Call nobody: record the delivery as SENT under the provider's id."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class GiveUpUnknown:
    """Call nobody: record the delivery as UNKNOWN and show it to a person."""


Attempt = Send | AlreadySent | GiveUpUnknown


BOUNCE_LASTS = timedelta(days=1)
"""How long a bounce also holds back letters that the mailbox's owner asks for: a full mailbox is emptied."""


def is_held_back(reason: SuppressionReason, *, since: datetime, asked_for: bool, now: datetime) -> bool:
    """Whether a letter to a suppressed mailbox stays unsent.

    Nobody may be locked out of their account for a mailbox that bounced once: a letter that they ask for themselves
    (``asked_for``) is tried again, once a day. A complaint holds back everything.
    """
    return not (asked_for and reason is SuppressionReason.BOUNCED and since + BOUNCE_LASTS <= now)


def needs_lookup(state: DeliveryState) -> bool:
    """Whether the provider must be asked before an attempt is decided: only when an earlier one was cut off."""
    return state is DeliveryState.ATTEMPTING


def decide_attempt(state: DeliveryState, lookup: Lookup | None, *, resend_unknown: bool = False) -> Attempt:
    """What to do with a delivery that is due.

    QUEUED is sent. ATTEMPTING was cut off: what the provider has is never sent again, what it never took is sent.
    Where the provider cannot tell, ``resend_unknown`` chooses between at most once (False: give up as UNKNOWN) and
    at least once (True: send, perhaps a second time). Raises Conflict ``DELIVERY_NOT_DUE`` in every other state, and
    ValueError when ATTEMPTING comes without its lookup.
    """
    if state is DeliveryState.QUEUED:
        return Send()
    if state is not DeliveryState.ATTEMPTING:
        raise Conflict("DELIVERY_NOT_DUE", state=state)
    match lookup:
        case Sent(provider_id):
            return AlreadySent(provider_id)
        case NotSent():
            return Send()
        case Unknown():
            return Send() if resend_unknown else GiveUpUnknown()
    raise ValueError("a delivery that was cut off is looked up before it is decided")


def decide_retry(attempts: int) -> timedelta | None:
    """How long to wait after the ``attempts``-th attempt met an outage (1 is the first); None: give up as FAILED."""
    if attempts < 1:
        raise ValueError("a retry follows at least one attempt")
    return RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else None


def ensure_transition(before: DeliveryState, after: DeliveryState) -> None:
    """Raise Conflict ``DELIVERY_TRANSITION`` unless the table allows the move."""
    if after not in TRANSITIONS[before]:
        raise Conflict("DELIVERY_TRANSITION", before=before, after=after)
