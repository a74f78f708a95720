"""An organisation objects to a change of sub-processors, and takes its objection back (GDPR art. 28(2))."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Finding, Invalid, NotFound, collect
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import clean_text
from smoall.usecases.gate import require
from smoall.usecases.privacy.sub_processors.announce import LONGEST_REASON, load_change
from smoall.usecases.privacy.sub_processors.stores import Objection
from smoall.usecases.unit import Unit


async def object_to_sub_processor(unit: Unit, identity: str, reason: str) -> UUID:
    """The organisation objects, once: an objection that stands is left as it is, with its first reason.

    Raises Forbidden, NotFound SUB_PROCESSOR_CHANGE_NOT_FOUND, Invalid, Conflict OBJECTION_NOT_FOR_THIS_SHEET,
    SUB_PROCESSOR_CHANGE_STATE, OBJECTION_TOO_LATE.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = collect(findings, "reason", partial(clean_text, max_length=LONGEST_REASON), reason)
    if why is None:
        raise Invalid(tuple(findings))
    change = await load_change(unit, identity)
    change.ensure_objectable(on=unit.today)
    found = await unit.sub_processor_changes.objection(change.id)
    if found is None or found.withdrawn_at:
        organisation = await unit.organisations.get()
        await unit.sub_processor_changes.keep_objection(
            Objection(change_id=change.id, organisation_name=organisation.name, reason=why, objected_at=unit.now)
        )
    unit.record("objectToSubProcessor", public_id(Kind.SUB_PROCESSOR_CHANGE, change.id))
    return change.id


async def withdraw_objection(unit: Unit, identity: str) -> UUID:
    """The organisation objects no more, at any time. Raises Forbidden, NotFound SUB_PROCESSOR_CHANGE_NOT_FOUND,
    OBJECTION_NOT_FOUND."""
    require(unit, Permission.MANAGE_PRIVACY)
    change = await load_change(unit, identity)
    found = await unit.sub_processor_changes.objection(change.id)
    if found is None or found.withdrawn_at:
        raise NotFound("OBJECTION_NOT_FOUND")
    await unit.sub_processor_changes.keep_objection(replace(found, withdrawn_at=unit.now))
    unit.record("withdrawSubProcessorObjection", public_id(Kind.SUB_PROCESSOR_CHANGE, change.id))
    return change.id
