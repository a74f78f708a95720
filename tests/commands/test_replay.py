"""Dump, erase, restore, search: whoever was erased after a backup is nowhere in what is restored from it."""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from uuid import uuid4

import pytest

from smoall.commands.ledger import ensure_replayed
from smoall.commands.speaking import Exit, Trouble
from smoall.domain.privacy.erasures import ErasureKind
from smoall.usecases.privacy.ledger.replay import Replaying, replay
from smoall.usecases.privacy.purge_organisation import purge_organisation
from smoall.wiring_ledger import ledger_of
from tests.api.test_anonymise_contacts import Person, erased, person
from tests.harness.account_acts import proved, user_of
from tests.harness.ageing import age
from tests.harness.api import PASSWORD, Api, customer, payment
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse
from tests.harness.restoring import Copy, Restored
from tests.harness.retention_acts import REASON as OVER
from tests.harness.retention_acts import previewed as over
from tests.harness.subject_acts import REASON, previewed
from tests.harness.traces import files_with, rows_with

KEPT = {"document", "document_line", "payment"}


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests copy the whole database."""
    return house_apart


@dataclass(frozen=True, slots=True)
class Everybody:
    """Who will be erased, one of each kind, and Y, who will not. W's letter waits while the backup is made."""

    x: Person
    w: Person
    y: Person
    trader: tuple[str, str]
    ending: Api
    token: str
    leaving: Api

    @classmethod
    async def of(cls, house: RunningHouse, api: Api, leaving: Api) -> "Everybody":
        """All of them, with their traces."""
        x, y = await person(api, "x", traced=True), await person(api, "y", traced=True)
        name, token = f"Kwartel {secrets.token_hex(5)}", f"Kievit{secrets.token_hex(5)}"
        bare: dict[str, object] = {"enterpriseNumber": None, "vatNumber": None, "email": None, "contacts": []}
        given = customer(name=name, isNaturalPerson=True, **bare)
        trader = (await api.do("createCompany", given, select="company { id }"))["company"]["id"]
        ending = await proved(house, await Api.registered(house.http))
        await ending.do("createCompany", customer(name=token))
        await house.queue.drain()
        w = await person(api, "w", traced=True)
        return cls(x, w, y, (name, trader), ending, token, leaving)

    async def go(self, house: RunningHouse, api: Api) -> None:
        """Erase them."""
        await house.queue.drain()
        await api.do("opposeProcessing", {"contact": self.y.id, "by": "PERSON", "reason": REASON})
        for one in (self.x, self.w):
            await erased(api, one)
        given = {"company": self.trader[1], "reason": REASON}
        await api.do("anonymiseContacts", {**given, "previewToken": await previewed(api, given)})
        over = "UPDATE tenant SET ended_at = now(), erase_after = brussels_today() - 1 WHERE id = $1"
        await house.truth(over, self.ending.organisation_id)
        shop = house.queue.workshops()
        assert await purge_organisation(shop.units, self.ending.organisation_id, uuid4(), purging=shop.purging)
        await house.truth("DELETE FROM membership WHERE user_id = $1", await user_of(house, self.leaving))
        await self.leaving.do("deleteMyAccount", {"confirm": True, "proof": {"password": PASSWORD}})
        await house.queue.drain()

    @property
    def tokens(self) -> tuple[str, ...]:
        """What may not be found afterwards."""
        others = (self.trader[0].split()[1], self.token, self.leaving.email.split("@")[0])
        return (*tokens_of(self.x), *tokens_of(self.w), *others)


def tokens_of(one: Person) -> tuple[str, ...]:
    """What they alone are known by."""
    return (one.name.split()[1], one.email.split("@")[0], one.phone, one.job)


@pytest.fixture
async def everybody(house: RunningHouse, api: Api, other: Api) -> Everybody:
    """They."""
    return await Everybody.of(house, api, other)


@pytest.fixture
async def copy(house: RunningHouse, everybody: Everybody, tmp_path: Path) -> Copy:
    """A backup with all of them in it."""
    assert everybody.tokens
    (tmp_path / "copy").mkdir()
    return await Copy.of(house, tmp_path / "copy")


async def traces(restored: Restored, tokens: Iterable[str]) -> tuple[set[str], list[str]]:
    """In which tables and files of what was restored one of the tokens stands, in any form."""
    wanted = list(tokens)
    seen = cast(RunningHouse, SimpleNamespace(admin=restored.admin, home=restored.settings.home))
    return set(await rows_with(seen, wanted)), files_with(seen, wanted)


async def checked(restored: Restored) -> None:
    """What `up`, `serve` and `worker` look at before they begin."""
    await asyncio.to_thread(ensure_replayed, restored.settings, restored.where)


async def test_whoever_was_erased_after_the_backup_is_nowhere_once_it_is_restored(
    house: RunningHouse, api: Api, everybody: Everybody, copy: Copy, databases: Databases, tmp_path: Path
) -> None:
    await everybody.go(house, api)
    async with copy.restored(databases, tmp_path / "home") as restored:
        was, files = await traces(restored, everybody.tokens)
        assert {"contact", "company", "delivery", "document", "idempotency", "user_account"} <= was
        assert [name for name in files if name.endswith(".eml")]
        of_y = await traces(restored, tokens_of(everybody.y))
        with pytest.raises(Trouble, match="it misses 6") as refused:
            await checked(restored)
        assert refused.value.status is Exit.LEDGER

        assert await restored.caught_up() == 6

        where, files = await traces(restored, everybody.tokens)
        assert where <= KEPT
        assert not [name for name in files if name.endswith(".eml")]
        assert await traces(restored, tokens_of(everybody.y)) == of_y
        opposed = "SELECT id, opposed_since FROM contact WHERE opposed_since IS NOT NULL"
        assert await restored.truth(opposed) == await house.truth(opposed)
        listed = "SELECT address_hmac FROM opposed_address ORDER BY 1"
        assert await restored.truth(listed) == await house.truth(listed)
        assert not await restored.truth("SELECT FROM delivery WHERE state IN ('QUEUED', 'ATTEMPTING')")
        receipts = "SELECT id FROM contact_erasure ORDER BY id"
        assert await restored.truth(receipts) == await house.truth(receipts)
        await checked(restored)
        assert await restored.caught_up() == 0
    kinds = [one.erasure.kind for one in ledger_of(house.house.settings).entries()[-5:]]
    assert kinds == [*[ErasureKind.CONTACTS] * 3, ErasureKind.ORGANISATION, ErasureKind.ACCOUNT]


@pytest.mark.storm
async def test_a_replay_that_was_cut_off_goes_on_and_a_ledger_that_was_cut_is_no_ledger(
    house: RunningHouse, api: Api, everybody: Everybody, copy: Copy, databases: Databases, tmp_path: Path
) -> None:
    await everybody.go(house, api)
    async with copy.restored(databases, tmp_path / "home") as restored:
        shop, ledger = house.queue.workshops(), ledger_of(restored.settings)
        entries = ledger.entries()
        async with restored.units() as units:
            await replay(Replaying(units, shop.purging), entries[:-3])
        assert await restored.caught_up() == 3
        whole = ledger.path.read_bytes()
        ledger.path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
        for act in (checked(restored), restored.caught_up()):
            with pytest.raises(Trouble, match="not whole"):
                await act
        assert await restored.caught_up(because="a disk burnt") == 0
        assert ledger.path.read_bytes() == whole
        (trace,) = await restored.truth("SELECT because FROM restoration WHERE because IS NOT NULL")
        assert trace["because"] == "a disk burnt"
        await checked(restored)


@pytest.mark.storm
async def test_what_an_organisation_purged_after_the_backup_is_purged_in_it(
    house: RunningHouse, api: Api, databases: Databases, tmp_path: Path
) -> None:
    invoice = (await api.issued())["id"]
    query = "query ($id: ID!) { invoice(id: $id) { totals { gross { amount } } } }"
    total = (await api.ask(query, id=invoice))["invoice"]["totals"]["gross"]["amount"]
    await api.do("registerPayment", payment(total, {invoice: total}))
    await house.queue.drain(api.organisation_id)
    await age(house, api, date(2012, 6, 1))
    (tmp_path / "copy").mkdir()
    copy = await Copy.of(house, tmp_path / "copy")
    await api.do("runPurge", {"reason": OVER, "previewToken": await over(api)})
    await house.queue.drain()
    counted = "SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM payment) AS payments"
    files = "SELECT count(*) AS n FROM document_file"
    async with copy.restored(databases, tmp_path / "home") as restored:
        assert await restored.truth(files) != await house.truth(files)
        assert await restored.caught_up() > 0
        assert await restored.truth(counted) == await house.truth(counted)
        assert await restored.truth(files) == await house.truth(files)
        await checked(restored)
