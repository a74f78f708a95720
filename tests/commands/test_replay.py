"""Dump, erase, restore, search: whoever was erased after a backup is nowhere in what is restored from it."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from smoall.commands.ledger import ensure_replayed
from smoall.commands.speaking import Exit, Trouble
from smoall.domain.privacy.erasures import ErasureKind
from smoall.wiring_ledger import ledger_of
from tests.api.test_anonymise_contacts import erased, person
from tests.harness.account_acts import user_of
from tests.harness.api import PASSWORD, Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse
from tests.harness.restoring import Copy, Restored
from tests.harness.traces import files_with, rows_with

KEPT = {"document", "document_line", "payment"}


@pytest.fixture(scope="module")
def house(house_apart: RunningHouse) -> RunningHouse:
    """These tests copy the whole database."""
    return house_apart


def seen(restored: Restored) -> RunningHouse:
    """The restored installation, as the searching looks at one."""
    return cast(RunningHouse, SimpleNamespace(truth=restored.truth, home=restored.settings.home))


async def traces(restored: Restored, tokens: Iterable[str]) -> tuple[set[str], list[str]]:
    """In which tables and files of what was restored one of the tokens stands, in any form."""
    wanted = list(tokens)
    return set(await rows_with(seen(restored), wanted)), files_with(seen(restored), wanted)


async def gone(house: RunningHouse, api: Api) -> tuple[str, ...]:
    """What an account was known by that was deleted."""
    user = await user_of(house, api)
    (row,) = await house.truth("SELECT email, name FROM user_account WHERE id = $1", user)
    await house.truth("DELETE FROM membership WHERE user_id = $1", user)
    await api.do("deleteMyAccount", {"confirm": True, "proof": {"password": PASSWORD}})
    return (cast(str, row["email"]),)


async def test_whoever_was_erased_after_the_backup_is_nowhere_once_it_is_restored(
    house: RunningHouse, api: Api, other: Api, databases: Databases, tmp_path: Path
) -> None:
    x, y = await person(api, "x", traced=True), await person(api, "y", traced=True)
    await house.queue.drain(api.organisation_id)
    waiting = await person(api, "w", traced=True)  # its letter still waits when the backup is made
    (tmp_path / "copy").mkdir()
    copy = await Copy.of(house, tmp_path / "copy")
    await house.queue.drain(api.organisation_id)
    for one in (x, waiting):
        await erased(api, one)
    account = await gone(house, other)
    await house.queue.drain()

    async with copy.restored(databases, tmp_path / "home") as restored:
        was, files = await traces(restored, x.tokens)
        assert {"contact", "delivery", "document", "idempotency"} <= was
        assert [name for name in files if name.endswith(".eml")]
        of_y = await traces(restored, y.tokens)
        with pytest.raises(Trouble, match="does not know of 3 erasures") as refused:
            await checked(restored)
        assert refused.value.status is Exit.LEDGER

        assert await restored.caught_up() == 3

        for tokens in (x.tokens, waiting.tokens):
            where, files = await traces(restored, tokens)
            assert where <= KEPT
            assert not [name for name in files if name.endswith(".eml")]
        assert (await traces(restored, account))[0] == set()
        assert await traces(restored, y.tokens) == of_y
        await checked(restored)
        assert not await restored.truth("SELECT FROM delivery WHERE state IN ('QUEUED', 'ATTEMPTING')")
        assert await restored.caught_up() == 0
    assert {one.erasure.kind for one in ledger_of(house.house.settings).entries()[-3:]} == {
        ErasureKind.CONTACTS,
        ErasureKind.ACCOUNT,
    }


async def checked(restored: Restored) -> None:
    """What `up`, `serve` and `worker` look at before they begin."""
    await asyncio.to_thread(ensure_replayed, restored.settings, restored.where)
