"""`smoall audit export`: the audit trail of an organisation as a file that anybody can check."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from smoall.commands.database import open_database
from smoall.commands.speaking import Exit, Trouble, complaints
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.settings import Settings
from smoall.usecases.privacy.export_trail import export_trail
from smoall.wiring import Addresses

_FOUND = "SELECT EXISTS (SELECT FROM tenant WHERE id = $1)"


def export_to(settings: Settings, file: Path | None, *, organisation: str, since: str, until: str) -> None:
    """Write it to ``file``, or to standard output; how far it is goes to standard error.

    Raises Trouble for days and organisations that are none, and for a file that is there already.
    """
    first, last = _day(since), _day(until)
    if first and last and last < first:
        raise Trouble("The last day comes before the first.", "Turn --from and --to round.", Exit.BROKEN)
    identity = parse_id(organisation, Kind.ORGANISATION)
    if file is not None and file.exists():
        raise Trouble(f"{file} is there already.", "Name another file, or move that one.", Exit.BROKEN)
    with open_database(settings) as where:
        done = asyncio.run(_export(where, identity, file, since=first, until=last)) if identity else None
    if done is None:
        raise Trouble(f"There is no organisation {organisation}.", "Its id begins with org_.", Exit.BROKEN)
    complaints.print(f"{done} entries.")


async def _export(
    where: Addresses, identity: UUID, file: Path | None, *, since: date | None, until: date | None
) -> int | None:
    """How many entries; None without such an organisation, and then no file is made."""
    database, progress = Database(where.app, size=1, role=where.role), _Progress()
    try:
        async with database.link() as link:
            if not await link.value(_FOUND, identity):
                return None
        units = PostgresUnits(database)
        with nullcontext(sys.stdout.buffer) if file is None else file.open("xb") as out:
            await _write(out, export_trail(units, identity, since=since, until=until, told=progress))
        return progress.done
    finally:
        progress.end()
        await database.close()


async def _write(out: BinaryIO, lines: AsyncIterator[bytes]) -> None:
    async for line in lines:
        out.write(line)
    out.flush()


class _Progress:
    """A line on standard error that says how far it is, where somebody watches."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, done: int, of: int) -> None:
        self.done = done
        if complaints.is_terminal:
            complaints.print(f"\r{done} of {of} entries", end="")

    def end(self) -> None:
        if complaints.is_terminal and self.done:
            complaints.print()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Trouble(f"{text} is no day.", "Write it as 2026-11-26.", Exit.BROKEN) from None
