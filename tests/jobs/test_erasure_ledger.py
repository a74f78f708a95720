"""Every erasure reaches the ledger that is kept apart from the database, whatever dies in between."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import pytest

from smoall.domain.privacy.erasures import Entry, ErasureKind, Standing
from smoall.infra.erasures.ledger import FileLedger
from smoall.usecases.privacy.ledger.copy_erasures import LedgerAstray, copy_erasures
from smoall.wiring_ledger import ledger_of
from tests.harness.account_acts import user_of
from tests.harness.api import PASSWORD, Api
from tests.harness.house import RunningHouse
from tests.harness.subject_acts import to_anonymise, to_complete


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests lose ledgers, and run all that waits."""
    return house_apart


@pytest.fixture
def ledger(house: RunningHouse) -> FileLedger:
    """That of the house."""
    return ledger_of(house.house.settings)


async def copied(house: RunningHouse, ledger: FileLedger) -> int:
    """What the chore does."""
    return await copy_erasures(house.queue.workshops().units, ledger)


def entries(ledger: FileLedger) -> Sequence[Entry]:
    """All that it says after its opening."""
    return [one for one in ledger.entries() if one.erasure.kind is not ErasureKind.OPENED]


async def test_an_erasure_is_written_down_in_ids_and_wakes_the_chore_that_does_it(
    house: RunningHouse, api: Api, ledger: FileLedger
) -> None:
    given = await to_anonymise(house, api)
    receipt = (await api.do("anonymiseContacts", given, select="receipt { id } contacts { id }"))["receipt"]["id"]
    assert "copy_erasures" in [job.name for job in await house.queue.drain()]
    (last,) = entries(ledger)[-1:]
    assert (f"rcp_{last.erasure.id.hex}", last.erasure.organisation_id) == (receipt, api.organisation_id)
    assert last.erasure.subjects
    assert api.email.encode() not in ledger.path.read_bytes()
    assert await copied(house, ledger) == 0


async def test_an_account_and_a_case_too(house: RunningHouse, api: Api, other: Api, ledger: FileLedger) -> None:
    case = await to_complete(house, api)
    await api.do("completeSubjectRequest", case)
    user = await user_of(house, other)
    await house.truth("DELETE FROM membership WHERE user_id = $1", user)
    await other.do("deleteMyAccount", {"confirm": True, "proof": {"password": PASSWORD}})
    await copied(house, ledger)
    contact, account = entries(ledger)[-2:]
    assert f"sbr_{contact.erasure.case_id.hex if contact.erasure.case_id else ''}" == case["request"]
    assert (account.erasure.kind, account.erasure.subjects) == (ErasureKind.ACCOUNT, (user,))


class Dying(FileLedger):
    """One whose writer dies once the lines are on the disk."""

    async def append(self, entries: Sequence[Entry]) -> None:
        sealed = self.seal.read_bytes()
        await super().append(entries)
        self.seal.write_bytes(sealed)
        raise KeyboardInterrupt


async def test_whoever_dies_between_the_line_and_its_note_leaves_it_once(
    house: RunningHouse, api: Api, ledger: FileLedger
) -> None:
    await copied(house, ledger)
    before = len(entries(ledger))
    await api.do("anonymiseContacts", await to_anonymise(house, api))
    with pytest.raises(KeyboardInterrupt):
        await copied(house, Dying(ledger.path, keys=ledger.keys))
    assert len(entries(ledger)) == before + 1
    assert await copied(house, ledger) == 0
    assert len(entries(ledger)) == before + 1
    (waiting,) = await house.truth("SELECT count(*) AS n FROM erasure WHERE sequence IS NULL")
    assert waiting["n"] == 0


async def test_a_ledger_that_is_gone_or_cut_takes_nothing_more(
    house: RunningHouse, api: Api, ledger: FileLedger, tmp_path: Path
) -> None:
    await api.do("anonymiseContacts", await to_anonymise(house, api))
    await copied(house, ledger)
    elsewhere = FileLedger(tmp_path / "ledger", keys=ledger.keys)
    with pytest.raises(LedgerAstray) as refused:
        await copied(house, elsewhere)
    assert (refused.value.standing, elsewhere.is_there()) == (Standing.CUT, False)
    await elsewhere.append(ledger.entries()[:-1])
    with pytest.raises(LedgerAstray):
        await copied(house, elsewhere)
    assert len(elsewhere.entries()) == len(ledger.entries()) - 1


async def test_writers_at_once_write_each_erasure_once(house: RunningHouse, api: Api, ledger: FileLedger) -> None:
    for _ in range(3):
        await api.do("anonymiseContacts", await to_anonymise(house, api))
    written = await asyncio.gather(*(copied(house, ledger) for _ in range(4)))
    assert sum(written) == 3
    assert len({one.erasure.id for one in ledger.entries()}) == len(ledger.entries())


async def test_no_erasure_can_be_taken_back_or_placed_anew(house: RunningHouse, api: Api, ledger: FileLedger) -> None:
    await api.do("anonymiseContacts", await to_anonymise(house, api))
    await copied(house, ledger)
    for sql in ("DELETE FROM erasure", "UPDATE erasure SET subjects = '{}'", "DELETE FROM restoration"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await house.as_app(sql)
    with pytest.raises(asyncpg.RestrictViolationError):
        await house.as_app("UPDATE erasure SET sequence = 99 WHERE sequence = 1")
