"""The audit trail of an organisation as JSON Lines, written as it is read: a long one takes no more memory."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.audit_export import Stretch, first_line, last_line, line_of
from smoall.domain.kernel.errors import Finding, Invalid
from smoall.usecases.actor import system
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit, Units

SLICE = 1000
REQUEST = "export-trail"


async def trail_stretch(unit: Unit, since: date | None, until: date | None) -> Stretch:
    """What an export of these days will hold. Raises Forbidden, Invalid PERIOD_REVERSED."""
    require(unit, Permission.READ_AUDIT)
    if since and until and until < since:
        raise Invalid((Finding("PERIOD_REVERSED", "to"),))
    return await unit.trail.stretch(since, until)


async def export_trail(
    units: Units,
    organisation_id: UUID,
    *,
    since: date | None = None,
    until: date | None = None,
    size: int = SLICE,
    told: Callable[[int, int], None] | None = None,
) -> AsyncIterator[bytes]:
    """The lines, a slice of entries at a time, each slice in a transaction of its own; ``told`` hears how far it is.

    What is added meanwhile is left out. An entry that is not there is left out as well: the file says so to whoever
    checks it. Whoever asks was let in by a signed address, or works at the machine itself.
    """
    async with units.begin(system(organisation_id), request_id=REQUEST) as unit:
        stretch, at = await unit.trail.stretch(since, until), unit.now
    yield _line(first_line(stretch, at=at))
    following, done, erased, head = stretch.first, 0, 0, stretch.previous
    while following <= stretch.last:
        async with units.begin(system(organisation_id), request_id=REQUEST) as unit:
            found = await unit.trail.entries(following, stretch.last, limit=size)
        if not found:
            break
        yield b"".join(_line(line_of(one)) for one in found)
        following, head = found[-1].entry.sequence + 1, found[-1].hash
        done, erased = done + len(found), erased + sum(one.payload is None for one in found)
        if told:
            told(done, stretch.entries)
    yield _line(last_line(last=following - 1, head=head, entries=done, erased=erased))


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
