"""Looking for canaries in everything a house keeps: a dump of its database, and the files of its home, in any form."""

import base64
import hashlib
import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

import asyncpg

from smoall.domain.privacy.personal_data import PersonalData, Subject
from smoall.infra.backup import programs
from smoall.infra.postgres.tables import metadata
from tests.harness.house import RunningHouse

TABLES = """
SELECT n.nspname AS folder, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname IN ('public', 'dramatiq') ORDER BY 1, 2
"""
_COPY = re.compile(rb"COPY (?:public\.)?(\S+) \(")


def forms(canary: str) -> list[bytes]:
    """The ways in which a text may lie about: plain, UTF-16, hexadecimal, base64 at each of its three offsets."""
    plain = canary.encode()
    found = [plain, canary.encode("utf-16-le"), canary.encode("utf-16-be"), plain.hex().encode()]
    for offset in range(3):
        shifted = base64.b64encode(b"\0" * offset + plain)
        found.append(shifted[4 if offset else 0 : -4])
    return found


def holds(content: bytes, canaries: Iterable[str]) -> bool:
    """Whether one of the canaries stands there, in any form."""
    return any(form in content for canary in canaries for form in forms(canary))


Rows = Mapping[str, list[bytes]]
"""The rows of each table, as pg_dump writes them."""


def dumped(house: RunningHouse) -> Rows:
    """Every row of the database, the queue's among them, as Postgres's own dump tells them."""
    with tempfile.NamedTemporaryFile() as file:
        program = programs._program("pg_dump", None)
        programs._run(program, "--format=plain", "--data-only", f"--file={file.name}", dsn=house.admin)
        lines = Path(file.name).read_bytes().split(b"\n")
    found: dict[str, list[bytes]] = {}
    table = ""
    for line in lines:
        if begun := _COPY.match(line):
            table = begun[1].decode()
        elif line == rb"\.":
            table = ""
        elif table:
            found.setdefault(table, []).append(line)
    return found


def among(rows: Rows, canaries: Iterable[str]) -> dict[str, list[bytes]]:
    """The rows that hold one of the canaries, by table."""
    wanted = list(canaries)
    found = {table: [row for row in known if holds(row, wanted)] for table, known in rows.items()}
    return {table: kept for table, kept in found.items() if kept}


async def rows_with(house: RunningHouse, canaries: Iterable[str]) -> Mapping[str, int]:
    """How many rows of which table hold one of the canaries, in any form."""
    return {table: len(rows) for table, rows in among(dumped(house), canaries).items()}


async def binaries_with(house: RunningHouse, canaries: Iterable[str]) -> set[str]:
    """The tables that hold one of the canaries in Postgres's binary form, where no value is escaped or written out."""
    wanted = list(canaries)
    connection = await asyncpg.connect(house.admin)
    found = set()
    try:
        for table in await connection.fetch(TABLES):
            content = io.BytesIO()
            await connection.copy_from_table(
                table["name"], schema_name=table["folder"], output=content, format="binary"
            )
            if holds(content.getvalue(), wanted):
                found.add(table["name"] if table["folder"] == "public" else f"{table['folder']}.{table['name']}")
    finally:
        await connection.close()
    return found


async def unfilled(house: RunningHouse, subjects: Iterable[Subject], canaries: Iterable[str]) -> list[str]:
    """The columns that the inventory declares to be about such people in which none of the canaries stands; secrets are
    left out, for they are made by the house."""
    wanted, whose = list(canaries), set(subjects)
    missing = []
    for table in metadata.sorted_tables:
        of_them = [column.name for column in table.columns if _is_about(column.info["personal"], whose)]
        if of_them:
            told = ", ".join(f"convert_to(coalesce({one}::text, ''), 'UTF8') AS {one}" for one in of_them)
            rows = await house.truth(f"SELECT {told} FROM {table.name}")
            missing += [f"{table.name}.{one}" for one in of_them if not any(holds(row[one], wanted) for row in rows)]
    return missing


def _is_about(what: PersonalData | None, subjects: Collection[Subject]) -> bool:
    return what is not None and what.subject in subjects and not what.secret


def layers(content: bytes) -> Iterator[bytes]:
    """A file as it lies there, and all that is packed in it: parts of letters, members of archives, streams of PDFs."""
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from layers(archive.read(name))
    elif content.startswith(b"\x1f\x8b"):
        yield from layers(zlib.decompress(content, zlib.MAX_WBITS | 16))
    elif content.startswith(b"%PDF"):
        yield from _streams(content)
    elif b"\nMIME-Version: 1.0" in content[:4000]:
        yield from _parts(content)


def _streams(content: bytes) -> Iterator[bytes]:
    for part in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(part)
        except zlib.error:
            continue


def _parts(content: bytes) -> Iterator[bytes]:
    letter = message_from_bytes(content, policy=modern)
    yield "\n".join(f"{name}: {value}" for name, value in letter.items()).encode()
    for part in letter.walk():
        if isinstance(inner := part.get_payload(decode=True), bytes):
            yield from layers(inner)


def files_with(house: RunningHouse, canaries: Iterable[str]) -> list[str]:
    """The files of the home that hold one of the canaries, in any form, packed or not."""
    return list(contents_with(house, canaries))


def contents_with(house: RunningHouse, canaries: Iterable[str]) -> Mapping[str, str]:
    """The same with the SHA-256 of each."""
    wanted = list(canaries)
    found = {}
    for path in sorted(house.home.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if any(holds(layer, wanted) for layer in layers(content)):
            found[str(path.relative_to(house.home))] = hashlib.sha256(content).hexdigest()
    return found
