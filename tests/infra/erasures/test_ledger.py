"""The ledger of erasures in its file: whatever is changed, taken out or cut off is found, and no crash loses a line."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from smoall.domain.privacy.erasures import Entry, Erasure, ErasureKind, LedgerHead, bound, head_of
from smoall.infra.erasures.ledger import FileLedger
from smoall.usecases.privacy.ledger.stores import LedgerUnreadable

KEY, OTHER = bytes(32), bytes([1] * 32)
AT = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


def erasure(number: int) -> Erasure:
    """One of a contact."""
    return Erasure(id=UUID(int=number), kind=ErasureKind.CONTACTS, at=AT, organisation_id=uuid4(), subjects=(uuid4(),))


def entries(count: int) -> Sequence[Entry]:
    """The first so many."""
    return tuple(bound([erasure(number) for number in range(1, count + 1)], LedgerHead()))


@pytest.fixture
def ledger(tmp_path: Path) -> FileLedger:
    """One with three entries."""
    made = FileLedger(tmp_path / "below" / "ledger", keys=[KEY])
    made.path.parent.mkdir()
    asyncio.run(made.append(entries(3)))
    return made


def lines(ledger: FileLedger) -> list[bytes]:
    """Its lines."""
    return ledger.path.read_bytes().splitlines(keepends=True)


def test_what_was_appended_is_read_again_and_goes_on(ledger: FileLedger) -> None:
    known = ledger.entries()
    more = tuple(bound([erasure(9)], head_of(known)))
    asyncio.run(ledger.append(more))
    assert [one.sequence for one in ledger.entries()] == [1, 2, 3, 4]
    assert list(ledger.entries()) == [*known, *more]
    assert oct(ledger.path.stat().st_mode)[-3:] == "600"


def test_none_at_all_is_empty(tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path / "ledger", keys=[KEY])
    assert (ledger.is_there(), ledger.entries()) == (False, ())


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_tail_that_was_cut_off_is_found(ledger: FileLedger, left: int) -> None:
    ledger.path.write_bytes(b"".join(lines(ledger)[:left]))
    with pytest.raises(LedgerUnreadable, match="was cut after"):
        asyncio.run(ledger.end())
    with pytest.raises(LedgerUnreadable, match=f"ends with entry {left}, and entry 3 was written"):
        ledger.entries()


def test_a_file_that_is_gone_is_found_by_its_seal(ledger: FileLedger) -> None:
    ledger.path.unlink()
    assert ledger.is_there()
    with pytest.raises(LedgerUnreadable, match="cut after 0"):
        asyncio.run(ledger.end())
    with pytest.raises(LedgerUnreadable):
        ledger.entries()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_entry_that_was_changed_or_taken_out_is_found(ledger: FileLedger, number: int) -> None:
    whole = lines(ledger)
    changed = whole[number].replace(b"CONTACTS", b"ACCOUNT")
    for left in ([*whole[:number], changed, *whole[number + 1 :]], [*whole[:number], *whole[number + 1 :]]):
        ledger.path.write_bytes(b"".join(left))
        with pytest.raises(LedgerUnreadable):
            ledger.entries()


def test_a_seal_that_is_missing_or_of_another_key_is_found(ledger: FileLedger) -> None:
    with pytest.raises(LedgerUnreadable, match="master key"):
        FileLedger(ledger.path, keys=[OTHER]).entries()
    assert FileLedger(ledger.path, keys=[OTHER, KEY]).entries() == ledger.entries()
    ledger.seal.unlink()
    with pytest.raises(LedgerUnreadable, match="is missing"):
        ledger.entries()


def test_a_new_key_takes_the_seal_over(ledger: FileLedger) -> None:
    both = FileLedger(ledger.path, keys=[OTHER, KEY])
    assert (both.reseal(), both.reseal()) == (True, False)
    assert FileLedger(ledger.path, keys=[OTHER]).entries() == both.entries()


def test_a_line_that_was_never_ended_is_cut_away_and_one_beyond_the_seal_counts(ledger: FileLedger) -> None:
    sealed = ledger.seal.read_bytes()
    fourth = tuple(bound([erasure(4)], head_of(ledger.entries())))
    asyncio.run(ledger.append(fourth))
    ledger.seal.write_bytes(sealed)  # killed before the seal
    assert len(ledger.entries()) == 4
    assert asyncio.run(ledger.end()) == head_of(fourth)
    with ledger.path.open("ab") as file:
        file.write(b'{"sequence": 5, "id"')  # killed within the line
    assert len(ledger.entries()) == 4
    asyncio.run(ledger.append(tuple(bound([erasure(5)], head_of(ledger.entries())))))
    assert [one.sequence for one in ledger.entries()] == [1, 2, 3, 4, 5]


def test_a_new_one_keeps_the_former_aside(ledger: FileLedger) -> None:
    was = ledger.path.read_bytes()
    asyncio.run(ledger.renew(entries(1)))
    (aside,) = ledger.path.parent.glob("ledger.aside-*")
    assert (len(ledger.entries()), aside.read_bytes()) == (1, was)
