"""Looking for canaries in everything a house keeps: each table's rows as text, the queue, the files of its home."""

import base64
from collections.abc import Iterable, Mapping

from tests.harness.house import RunningHouse

TABLES = """
SELECT oid::regclass::text AS name FROM pg_class c
WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'dramatiq'::regnamespace) ORDER BY 1
"""
BYTES = """
SELECT attname::text AS name FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped
AND atttypid = 'bytea'::regtype
"""


def forms(canary: str) -> list[bytes]:
    """The ways in which a text may lie about: plain, UTF-16, hexadecimal, base64 at each of its three offsets."""
    plain = canary.encode()
    found = [plain, canary.encode("utf-16-le"), canary.encode("utf-16-be"), plain.hex().encode()]
    for offset in range(3):
        shifted = base64.b64encode(b"\0" * offset + plain)
        found.append(shifted[4 if offset else 0 : -4])
    return found


async def rows_with(house: RunningHouse, canaries: Iterable[str]) -> Mapping[str, int]:
    """How many rows of which table hold one of the canaries, in any form."""
    wanted = [form for canary in canaries for form in forms(canary)]
    found: dict[str, int] = {}
    for table in await house.truth(TABLES):
        name = table["name"]
        blobs = ", ".join(row["name"] for row in await house.truth(BYTES, name))
        query = f"SELECT convert_to(t::text, 'UTF8') AS content{', ' + blobs if blobs else ''} FROM {name} t"
        for row in await house.truth(query):
            contents = [value for value in row.values() if isinstance(value, bytes)]
            if any(form in content for form in wanted for content in contents):
                found[name] = found.get(name, 0) + 1
    return found


def files_with(house: RunningHouse, canaries: Iterable[str]) -> list[str]:
    """The files of the home that hold one of the canaries, in any form."""
    wanted = [form for canary in canaries for form in forms(canary)]
    files = [path for path in sorted(house.home.rglob("*")) if path.is_file()]
    return [str(path.relative_to(house.home)) for path in files if any(form in path.read_bytes() for form in wanted)]
