"""Copy what was erased from the database into the ledger that is kept apart from it.

An erasure is true with the commit of its transaction, which notes it; the ledger follows. Were the ledger first, a
transaction that fails afterwards would leave an entry of something that never happened, and a replay would erase it.
Whatever dies in between loses nothing: what is noted and not known to be written is compared with the ledger first.
"""

from collections.abc import Sequence

from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.erasures import (
    Entry,
    Erasure,
    ErasureKind,
    Known,
    LedgerHead,
    Standing,
    bound,
    compare,
    head_of,
)
from smoall.usecases.actor import system
from smoall.usecases.privacy.ledger.stores import Ledger
from smoall.usecases.unit import Units


class LedgerAstray(Exception):
    """The ledger is not that of this database as it stands; ``standing`` tells how."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(str(standing))
        self.standing = standing


async def copy_erasures(units: Units, ledger: Ledger) -> int:
    """Write down what waits; how many. Raises LedgerAstray, LedgerUnreadable, OSError; nothing is written then."""
    async with ledger.held():
        async with units.begin(system(HOUSE), request_id="ledger") as unit:
            head, waiting = await unit.erasures.head(), await unit.erasures.waiting()
            opening = Erasure(id=unit.new_id(), kind=ErasureKind.OPENED, at=unit.now)
        if await ledger.end() == head and head != LedgerHead():
            return await _write(units, ledger, waiting, head)
        return await _compare_and_write(units, ledger, waiting, opening)


async def _compare_and_write(units: Units, ledger: Ledger, waiting: Sequence[Erasure], opening: Erasure) -> int:
    """The ledger is new, or somebody died before noting what they wrote, or it is not this database's."""
    async with units.begin(system(HOUSE), request_id="ledger") as unit:
        known = await unit.erasures.known()
    if known.written and not await ledger.exists():
        raise LedgerAstray(Standing.CUT)
    entries = await ledger.read()
    ensure_together(entries, known)
    await _place(units, [one for one in entries if one.erasure.id in known.waiting])
    there = {one.erasure.id for one in entries}
    fresh = [one for one in waiting if one.id not in there]
    return await _write(units, ledger, fresh if entries else [opening, *fresh], head_of(entries))


async def _write(units: Units, ledger: Ledger, erasures: Sequence[Erasure], head: LedgerHead) -> int:
    added = tuple(bound(erasures, head))
    if added:
        await ledger.append(added)
        await _place(units, added)
    return len(added)


def ensure_together(entries: Sequence[Entry], known: Known) -> None:
    """Raises LedgerAstray."""
    standing = compare(entries, known)
    if standing is not Standing.TOGETHER:
        raise LedgerAstray(standing)


async def _place(units: Units, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    async with units.begin(system(HOUSE), request_id="ledger") as unit:
        await unit.erasures.place(entries)
        await unit.commit()
