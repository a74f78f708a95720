"""Change how a journal writes its numbers; those already given stay as they are."""

from dataclasses import replace
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.invoicing.numbering import Pattern
from smoall.domain.kernel.errors import Conflict, Finding, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version


async def configure_journal(unit: Unit, journal_id: UUID | None, *, pattern: str, expected_version: int | None) -> UUID:
    """Save the pattern. Raises Forbidden, NotFound, Conflict STALE or PATTERN_TAKEN, Invalid."""
    require(unit, Permission.MANAGE_ORGANISATION)
    journal = await unit.organisations.journal_by_id(journal_id, lock=True) if journal_id else None
    if journal is None:
        raise NotFound("JOURNAL_NOT_FOUND")
    expect_version(expected_version, journal.version)
    findings: list[Finding] = []
    wanted = collect(findings, "pattern", Pattern.parse, pattern)
    refuse_fatal(findings)
    assert wanted is not None
    for other in await unit.organisations.journals():
        if other.id != journal.id and wanted.collides_with(Pattern.parse(other.pattern)):
            raise Conflict("PATTERN_TAKEN", journal=other.code)
    await unit.organisations.replace_journal(replace(journal, pattern=pattern))
    unit.record("configureJournal", public_id(Kind.JOURNAL, journal.id), pattern=pattern)
    return journal.id
