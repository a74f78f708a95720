"""Update one's own account (GDPR art. 16)."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Finding, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.usecases.access.names import person_name
from smoall.usecases.changes import ABSENT, Maybe, given
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What to change; the address has its own road, for both mailboxes have a say in it."""

    name: Maybe[str] = ABSENT
    language: Maybe[Language] = ABSENT


async def update_me(unit: Unit, change: PersonChange, *, expected_version: int | None) -> UUID:
    """Change the person's own name and language. Raises Forbidden, Invalid, Conflict STALE."""
    require(unit, Permission.MANAGE_OWN_ACCOUNT)
    person = await unit.accounts.get(unit.actor.user_id, lock=True)
    if person is None:
        raise NotFound("MEMBER_NOT_FOUND")
    expect_version(expected_version, person.version)
    findings: list[Finding] = []
    name = collect(findings, "name", partial(person_name, given(change.name, person.name)))
    refuse_fatal(findings)
    assert name is not None
    await unit.accounts.change(person.id, name=name, language=given(change.language, person.language))
    unit.record("updateMe", public_id(Kind.USER, person.id))
    return person.id
