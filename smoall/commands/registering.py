"""`smoall register`: the register of processing on standard output."""

import asyncio
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from smoall.commands.announcements import known_changes
from smoall.commands.database import open_database
from smoall.commands.speaking import Exit, Trouble
from smoall.domain.kernel.errors import Unavailable
from smoall.domain.kernel.ids import Kind, parse_id
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.register.content import Content, content_of
from smoall.domain.privacy.register.register import Named
from smoall.domain.privacy.retention import Policy
from smoall.infra.pdf.renderer import ChildRenderer
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.unit import PostgresUnits
from smoall.infra.register.words import Words
from smoall.infra.register.writer import RegisterFiles
from smoall.settings import Settings
from smoall.usecases.actor import system
from smoall.usecases.privacy.register.export_register import FileFormat
from smoall.usecases.privacy.register.processing_register import drawn_up, named
from smoall.usecases.privacy.retention.terms import terms_of
from smoall.wiring_register import register_source

_BRUSSELS = ZoneInfo("Europe/Brussels")
_FOUND = "SELECT EXISTS (SELECT FROM tenant WHERE id = $1)"

C = TypeVar("C", bound=StrEnum)


def print_register(settings: Settings, *, language: str, form: str, at: str, organisation: str) -> None:
    """The file's bytes. Raises Trouble where there is none to write."""
    chosen, written = _choice(Language, language.upper(), "language"), _choice(FileFormat, form.lower(), "format")
    on = _day(at)
    who, terms = _controller(settings, organisation, on) if organisation else (_each_subscriber(chosen), None)
    register = drawn_up(register_source(settings), on, who, known_changes(settings), terms=terms)
    if register is None:
        raise Trouble(f"There was no register yet on {on}.", "Ask for a later day.", Exit.BROKEN)
    sys.stdout.buffer.write(asyncio.run(_written(content_of(register, language=chosen), written)))


def _each_subscriber(language: Language) -> Named:
    """Smoall's own copy is of what it does for all of them."""
    return Named(name=Words(language)("heading", "eachSubscriber"))


def _controller(settings: Settings, organisation: str, on: date) -> tuple[Named, Policy]:
    identity = parse_id(organisation, Kind.ORGANISATION)
    found: tuple[Named, Policy] | None = None
    if identity is not None:
        with open_database(settings) as where:

            async def look() -> tuple[Named, Policy] | None:
                database = Database(where.app, size=1, role=where.role)
                try:
                    async with database.link() as link:
                        if not await link.value(_FOUND, identity):
                            return None
                    async with PostgresUnits(database).begin(system(identity), request_id="register") as unit:
                        return named(await unit.organisations.get()), (await terms_of(unit, on=on)).policy
                finally:
                    await database.close()

            found = asyncio.run(look())
    if found is None:
        raise Trouble(f"There is no organisation {organisation}.", "Its id begins with org_.", Exit.BROKEN)
    return found


async def _written(content: Content, form: FileFormat) -> bytes:
    renderer = ChildRenderer()
    try:
        return await RegisterFiles(renderer).write(content, form=form)
    except Unavailable:
        raise Trouble("No PDF can be made.", "`smoall doctor` says why; CSV and JSON can.", Exit.BROKEN) from None
    finally:
        await renderer.close()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).astimezone(_BRUSSELS).date()
    except ValueError:
        raise Trouble(f"{text} is no day.", "Write it as 2026-11-26.", Exit.BROKEN) from None


def _choice(kind: type[C], value: str, name: str) -> C:
    try:
        return kind(value)
    except ValueError:
        raise Trouble(f"{value} is no {name}.", f"Take one of {', '.join(kind)}.", Exit.BROKEN) from None
