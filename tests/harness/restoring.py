"""A backup of a running house, and a database and a home that were made from it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg

from smoall.commands.replaying import catch_up, forget_strays
from smoall.infra.backup.programs import dump, restore
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.roles import OWNER
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.wiring import Addresses
from smoall.wiring_ledger import ledger_of
from smoall.wiring_services import opposed_addresses
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, rows


@dataclass(frozen=True, slots=True)
class Copy:
    """What `smoall backup` copies: the dump, the files, the letters."""

    folder: Path
    house: RunningHouse

    @classmethod
    async def of(cls, house: RunningHouse, folder: Path) -> "Copy":
        """As the house is now."""
        await asyncio.to_thread(dump, house.admin, folder / "database.dump", binaries=None)
        for name in ("files", "mailbox"):
            if (house.home / name).is_dir():
                shutil.copytree(house.home / name, folder / name)
        return cls(folder, house)

    @asynccontextmanager
    async def restored(self, databases: Databases, home: Path) -> AsyncIterator["Restored"]:
        """A database and a home made of it, beside the house; the ledger is that of the house."""
        shutil.copytree(self.folder, home)
        shutil.copy(self.house.home / "secret.key", home)
        dumped = home / "database.dump"
        ledger = ledger_of(self.house.house.settings).path
        with databases.empty() as where:
            admin = databases.admin(where)
            await asyncio.to_thread(restore, admin, dumped, owner=OWNER, binaries=None)
            dumped.unlink()
            yield Restored(replace(self.house.house.settings, home=home, erasure_ledger=ledger), where, admin)


@dataclass(frozen=True, slots=True)
class Restored:
    """An installation made from a backup, before anybody is served."""

    settings: Settings
    where: Addresses
    admin: str

    async def caught_up(self, *, because: str | None = None) -> int:
        """What `smoall restore` and `smoall replay` do; how many erasures were done again."""
        await asyncio.to_thread(forget_strays, self.settings, self.where)
        return await asyncio.to_thread(lambda: catch_up(self.settings, self.where, because=because))

    @asynccontextmanager
    async def units(self) -> AsyncIterator[PostgresUnits]:
        """Its transactions."""
        database = Database(self.where.app, size=1)
        try:
            yield PostgresUnits(database, fingerprints=opposed_addresses(self.settings))
        finally:
            await database.close()

    async def truth(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """Rows as the superuser sees them."""
        return list(await rows(self.admin, sql, *values))

    def files(self) -> list[Path]:
        """All files of the home."""
        return [path for path in sorted(self.settings.home.rglob("*")) if path.is_file()]
