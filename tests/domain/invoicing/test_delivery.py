"""The life of a delivery, and that nothing is sent twice by accident."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from smoall.domain.invoicing.delivery import (
    RETRY_AFTER,
    TRANSITIONS,
    AlreadySent,
    DeliveryState,
    GiveUpUnknown,
    Lookup,
    NotSent,
    Send,
    Sent,
    SuppressionReason,
    Unknown,
    decide_attempt,
    decide_retry,
    ensure_transition,
    is_held_back,
    needs_lookup,
)
from smoall.domain.kernel.errors import Conflict

S = DeliveryState
LOOKUPS: tuple[Lookup | None, ...] = (None, Sent("p1"), NotSent(), Unknown())
SETTLED = tuple(state for state in S if state not in {S.QUEUED, S.ATTEMPTING})
ALLOWED = {
    (S.QUEUED, S.ATTEMPTING),
    (S.QUEUED, S.FAILED),
    (S.ATTEMPTING, S.QUEUED),
    (S.ATTEMPTING, S.SENT),
    (S.ATTEMPTING, S.FAILED),
    (S.ATTEMPTING, S.UNKNOWN),
    (S.SENT, S.DELIVERED),
    (S.SENT, S.BOUNCED),
    (S.UNKNOWN, S.SENT),
    (S.UNKNOWN, S.DELIVERED),
    (S.UNKNOWN, S.BOUNCED),
    (S.DELIVERED, S.BOUNCED),
}


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_a_delivery_moves_along_the_table_only(before: S, after: S) -> None:
    if (before, after) in ALLOWED:
        ensure_transition(before, after)
    else:
        with pytest.raises(Conflict) as refusal:
            ensure_transition(before, after)
        assert refusal.value.values == {"before": before, "after": after}


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(S)


@pytest.mark.parametrize(("lookup", "resend"), list(product(LOOKUPS, (False, True))))
def test_a_queued_delivery_is_sent(lookup: Lookup | None, resend: bool) -> None:
    assert decide_attempt(S.QUEUED, lookup, resend_unknown=resend) == Send()


@pytest.mark.parametrize("resend", [False, True])
def test_what_the_provider_has_is_never_sent_again(resend: bool) -> None:
    assert decide_attempt(S.ATTEMPTING, Sent("p1"), resend_unknown=resend) == AlreadySent("p1")


@pytest.mark.parametrize("resend", [False, True])
def test_what_the_provider_never_took_is_sent(resend: bool) -> None:
    assert decide_attempt(S.ATTEMPTING, NotSent(), resend_unknown=resend) == Send()


def test_an_unknown_outcome_is_given_up_unless_sending_twice_is_preferred() -> None:
    assert decide_attempt(S.ATTEMPTING, Unknown()) == GiveUpUnknown()
    assert decide_attempt(S.ATTEMPTING, Unknown(), resend_unknown=True) == Send()


def test_a_cut_off_attempt_is_not_decided_without_its_lookup() -> None:
    with pytest.raises(ValueError, match="looked up"):
        decide_attempt(S.ATTEMPTING, None, resend_unknown=True)


@pytest.mark.parametrize(("state", "lookup"), list(product(SETTLED, LOOKUPS)))
def test_a_settled_delivery_is_not_attempted(state: S, lookup: Lookup | None) -> None:
    with pytest.raises(Conflict, match="DELIVERY_NOT_DUE"):
        decide_attempt(state, lookup, resend_unknown=True)


def test_only_a_cut_off_attempt_is_looked_up() -> None:
    assert [state for state in S if needs_lookup(state)] == [S.ATTEMPTING]


def test_outages_are_retried_ever_later_and_then_given_up() -> None:
    waits = [decide_retry(attempts) for attempts in range(1, 9)]
    assert waits == [*RETRY_AFTER, None]
    assert list(RETRY_AFTER) == sorted(RETRY_AFTER)
    assert decide_retry(100) is None


@pytest.mark.parametrize("attempts", [0, -1])
def test_nothing_is_retried_that_was_not_tried(attempts: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        decide_retry(attempts)


@pytest.mark.parametrize(
    ("reason", "asked_for", "days", "held_back"),
    [
        (SuppressionReason.BOUNCED, True, 0, True),
        (SuppressionReason.BOUNCED, True, 1, False),
        (SuppressionReason.BOUNCED, False, 1000, True),
        (SuppressionReason.COMPLAINED, True, 1000, True),
        (SuppressionReason.COMPLAINED, False, 1000, True),
    ],
)
def test_a_mailbox_that_bounced_is_tried_again_for_its_owner_only(
    reason: SuppressionReason, asked_for: bool, days: int, held_back: bool
) -> None:
    since = datetime(2026, 11, 25, 12, tzinfo=UTC)
    now = since + timedelta(days=days)
    assert is_held_back(reason, since=since, asked_for=asked_for, now=now) is held_back
