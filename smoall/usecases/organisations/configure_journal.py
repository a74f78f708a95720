"""Change how a journal writes its numbers; those already given stay as they are."""

from dataclasses import replace
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.invoicing.numbering import Pattern
from smoall.domain.kernel.errors import Finding, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version


async def configure_journal(unit: Unit, journal_id: UUID | None, *, pattern: str, expected_version: int | None) -> UUID:
    """Save the pattern. Raises Forbidden, NotFound, Conflict STALE, Invalid when the pattern cannot number for ever."""
    require(unit, Permission.MANAGE_ORGANISATION)
    journal = await unit.organisations.journal_by_id(journal_id, lock=True) if journal_id else None
    if journal is None:
        raise NotFound("JOURNAL_NOT_FOUND")
    expect_version(expected_version, journal.version)
    findings: list[Finding] = []
    collect(findings, "pattern", Pattern.parse, pattern)
    refuse_fatal(findings)
    await unit.organisations.replace_journal(replace(journal, pattern=pattern))
    unit.record("configureJournal", public_id(Kind.JOURNAL, journal.id), pattern=pattern)
    return journal.id
