"""The ledger of erasures and a database: how they stand to one another."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.privacy.erasures import (
    Entry,
    Erasure,
    ErasureKind,
    Known,
    LedgerHead,
    Standing,
    bound,
    compare,
    missing,
)

AT = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


def ledger(count: int, *, offset: int = 0) -> Sequence[Entry]:
    """The first so many entries."""
    kinds = [ErasureKind.OPENED, *[ErasureKind.ACCOUNT] * count]
    made = [Erasure(id=UUID(int=number + offset), kind=kinds[number], at=AT) for number in range(count)]
    return tuple(bound(made, LedgerHead()))


def known(entries: Sequence[Entry], **more: frozenset[UUID]) -> Known:
    """A database that has heard of these."""
    first = entries[0].erasure.id if entries else None
    return Known(written={one.sequence: one.hash for one in entries}, first=first, **more)


@given(count=st.integers(1, 8), heard=st.integers(0, 8))
def test_a_database_that_heard_of_less_is_behind_and_misses_exactly_the_rest(count: int, heard: int) -> None:
    entries = ledger(count)
    database = known(entries[:heard])
    assert missing(entries, database) == list(entries[heard:])
    assert compare(entries, database) is (Standing.BEHIND if heard < count else Standing.TOGETHER)


@given(count=st.integers(1, 8), left=st.integers(0, 7))
def test_a_ledger_that_lost_its_tail_is_cut(count: int, left: int) -> None:
    entries = ledger(count)
    expected = Standing.CUT if left < count else Standing.TOGETHER
    assert compare(entries[:left], known(entries)) is expected


def test_one_that_was_written_and_not_noted_is_no_sign_of_a_restored_database() -> None:
    entries = ledger(3)
    database = known(entries[:2], waiting=frozenset({entries[2].erasure.id}))
    assert compare(entries, database) is Standing.TOGETHER


def test_another_installations_ledger_is_foreign() -> None:
    assert compare(ledger(3, offset=50), known(ledger(2))) is Standing.FOREIGN


def test_the_hash_is_of_the_moment_not_of_its_time_zone() -> None:
    brussels = AT.astimezone(timezone(timedelta(hours=1)))
    here, there = [
        tuple(bound([Erasure(id=UUID(int=1), kind=ErasureKind.ACCOUNT, at=at)], LedgerHead())) for at in (AT, brussels)
    ]
    assert here[0].hash == there[0].hash
    assert Erasure.parse(here[0].erasure.content) == there[0].erasure


@pytest.mark.parametrize("wrong", [{}, {"id": "x"}, {**ledger(1)[0].erasure.content, "kind": "NAME"}])
def test_what_is_no_erasure_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        Erasure.parse(wrong)
