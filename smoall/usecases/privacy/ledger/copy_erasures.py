"""Copy what was erased from the database into the ledger that is kept apart from it.

An erasure is true with the commit of its transaction, which notes it; the ledger follows. Were the ledger first, a
transaction that fails afterwards would leave an entry of something that never happened, and a replay would erase it.
Whatever dies in between loses nothing: what is noted and not known to be written is compared with the ledger first.
"""

from collections.abc import Sequence

from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.erasures import Entry, Erasure, ErasureKind, Known, Standing, bound, compare, head_of
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
            known, waiting = await unit.erasures.known(), await unit.erasures.waiting()
            new, now = unit.new_id(), unit.now
        there = await ledger.exists()
        entries = await ledger.read()
        if not there and known.written:
            raise LedgerAstray(Standing.CUT)
        ensure_together(entries, known)
        there_already = {one.erasure.id for one in entries}
        opening = () if entries else (Erasure(id=new, kind=ErasureKind.OPENED, at=now),)
        fresh = [*opening, *(one for one in waiting if one.id not in there_already)]
        added = tuple(bound(fresh, head_of(entries)))
        if added:
            await ledger.append(added)
        await _place(units, [*(one for one in entries if one.erasure.id in known.waiting), *added])
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
