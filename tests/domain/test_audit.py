"""The audit chain: every change is located, and erasing a payload changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from smoall.domain.audit import GENESIS, AuditEntry, ChainWalk, Mark, commit_to, first_break, hash_of

Chain = list[tuple[AuditEntry, bytes]]


def entry(sequence: int, *, action: str = "issueInvoice") -> AuditEntry:
    return AuditEntry(
        organisation_id=UUID(int=1),
        sequence=sequence,
        at=datetime(2026, 11, 23, 10, 0, 0, sequence, UTC),
        action=action,
        object_id=f"inv_{sequence}",
        actor_id=UUID(int=2),
        request_id="req",
        commitment=commit_to(b"payload", salt=bytes([sequence]) * 16),
    )


def chain(length: int = 5) -> Chain:
    links: Chain = []
    previous = GENESIS
    for sequence in range(1, length + 1):
        one = entry(sequence)
        previous = hash_of(one, previous=previous)
        links.append((one, previous))
    return links


def test_a_chain_is_whole() -> None:
    assert first_break(chain()) is None
    assert first_break([]) is None


def test_the_canonical_bytes_are_those_that_the_database_would_join() -> None:
    assert (
        entry(7).meta
        == "\x1f".join(
            (
                "00000000-0000-0000-0000-000000000001",
                "7",
                "2026-11-23T10:00:00.000007Z",
                "issueInvoice",
                "inv_7",
                "00000000-0000-0000-0000-000000000002",
                "req",
            )
        ).encode()
    )


def test_the_moment_is_written_in_utc_wherever_it_was_taken() -> None:
    there = replace(entry(7), at=entry(7).at.astimezone(timezone(timedelta(hours=2))))
    assert there.meta == entry(7).meta


@pytest.mark.parametrize(
    "change",
    [
        {"action": "discardInvoice"},
        {"object_id": "inv_9"},
        {"actor_id": UUID(int=3)},
        {"at": datetime(2026, 11, 24, tzinfo=UTC)},
        {"request_id": ""},
        {"organisation_id": UUID(int=9)},
        {"commitment": bytes(32)},
        {"sequence": 4},
    ],
)
def test_an_edited_entry_is_located(change: dict[str, object]) -> None:
    links = chain()
    links[2] = (replace(links[2][0], **change), links[2][1])  # type: ignore[arg-type]  # one field at a time
    assert first_break(links) == 3


def test_a_removed_a_doubled_and_an_exchanged_entry_are_located() -> None:
    links = chain()
    assert first_break(links[:2] + links[3:]) == 3
    assert first_break(links[:3] + links[2:]) == 4
    assert first_break([links[1], links[0], *links[2:]]) == 1
    assert first_break(links[1:]) == 1


def test_a_gap_is_located_even_when_all_later_hashes_are_made_anew() -> None:
    first, forged = entry(1), entry(3)
    link = hash_of(first, previous=GENESIS)
    assert first_break([(first, link), (forged, hash_of(forged, previous=link))]) == 2


def test_a_rewritten_hash_breaks_the_entry_that_bears_it() -> None:
    links = chain()
    links[2] = (links[2][0], bytes(32))
    assert first_break(links) == 3


@pytest.mark.parametrize("other", [0, 1])
def test_a_head_that_was_kept_elsewhere_is_not_outvoted_by_one_in_the_database(other: int) -> None:
    """Who rewrote the chain wrote the stored head anew as well; the one that was handed out still tells."""
    links = chain()
    marks = [Mark(3, links[2][1]), Mark(3, b"as it was before".ljust(32))]
    walk = ChainWalk([marks[other], marks[1 - other]])
    assert all(walk.fits(*link) for link in links)
    assert (walk.differs, walk.missed) == (3, 3)


def test_a_payload_is_bound_by_salt_and_content() -> None:
    made = commit_to(b"payload", salt=b"salt")
    assert made == commit_to(b"payload", salt=b"salt")
    assert len({made, commit_to(b"payloae", salt=b"salt"), commit_to(b"payload", salt=b"salu")}) == 3
