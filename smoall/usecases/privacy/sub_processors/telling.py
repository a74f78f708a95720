"""The owners of every living organisation are told of a change, in slices that can stop and go on anywhere."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from smoall.domain.access.message import MessageKind
from smoall.domain.kernel.errors import NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.sub_processor_change import SubProcessorChange
from smoall.domain.privacy.sub_processor_texts import how_to_object
from smoall.usecases.actor import Actor, system
from smoall.usecases.messages import Message
from smoall.usecases.privacy.sub_processors.stores import Notice
from smoall.usecases.unit import Unit, Units

SLICE = 200
REQUEST = "sub-processor-change"
Living = Callable[[UUID | None, int], Awaitable[Sequence[UUID]]]
"""the ids of living organisations after one, at most so many, in their order"""


async def tell_sub_processor_change(
    units: Units, actor: Actor, change_id: UUID, *, after: UUID | None, living: Living, size: int = SLICE
) -> None:
    """One slice of organisations, one transaction each; another job tells the next slice.

    Whoever was told is not told again, so that it can stop anywhere and run twice. A change that was corrected or
    withdrawn meanwhile is announced to nobody any more, and only who was told of it is told that it is withdrawn.
    Raises NotFound SUB_PROCESSOR_CHANGE_NOT_FOUND.
    """
    async with units.begin(actor, request_id=REQUEST) as unit:
        change = await unit.sub_processor_changes.get(change_id)
    if change is None:
        raise NotFound("SUB_PROCESSOR_CHANGE_NOT_FOUND")
    if change.corrected:
        return
    notice = Notice.WITHDRAWN if change.withdrawn else Notice.ANNOUNCED
    found = await living(after, size)
    for organisation_id in found:
        async with units.begin(system(organisation_id), request_id=REQUEST) as unit:
            if await unit.sub_processor_changes.note_told(change.id, notice):
                await _write_to_owners(unit, change)
                await unit.commit()
    if len(found) == size:
        async with units.begin(actor, request_id=REQUEST) as unit:
            key = f"sub-processor:{change.id.hex}:{notice.lower()}:{found[-1].hex}"
            await unit.enqueue("tell_sub_processor_change", run_key=key, change_id=change.id, after=found[-1])
            await unit.commit()


async def _write_to_owners(unit: Unit, change: SubProcessorChange) -> None:
    organisation, reference = await unit.organisations.get(), public_id(Kind.SUB_PROCESSOR_CHANGE, change.id)
    announced = not change.withdrawn
    kind = MessageKind.SUB_PROCESSOR_CHANGE if announced else MessageKind.SUB_PROCESSOR_CHANGE_WITHDRAWN
    for owner in await unit.subscriptions.owners():
        words = {
            "organisation": organisation.name,
            "text": change.texts[owner.language],
            "objecting": how_to_object(owner.language, reference=reference, objectable=change.objectable),
            "reference": reference,
            "replaces": public_id(Kind.SUB_PROCESSOR_CHANGE, change.corrects) if change.corrects and announced else "",
            "effect_on": change.takes_effect_on.isoformat(),
            "objections_on": change.objections_until.isoformat() if change.objectable and announced else "",
        }
        message = Message(unit.new_id(), kind, owner.language, owner.email, owner.name, owner.user_id, words)
        await unit.messages.post(message)
