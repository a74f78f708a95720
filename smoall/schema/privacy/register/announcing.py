"""Acts on changes of sub-processors."""

from datetime import date

import strawberry

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.sub_processor_change import ChangeKind
from smoall.domain.privacy.sub_processors import Activity, Sheet, TransferMechanism
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform
from smoall.schema.privacy.register.changes import SubProcessorChange
from smoall.usecases.privacy.sub_processors import announce, objecting

_CHANGE = "The announcement, as it is now."
_ID = "The announcement, `spc_…`."


@strawberry.input(description="A sub-processor as it will be.")
class SubProcessorInput:
    """Who does the work after a change."""

    name: str = says("Its name, at most 100 characters.")
    activity: Activity = says("What it does.")
    sheets: list[Sheet] = says("The processings it takes part in; at least one.")
    countries: list[str] = says("Where it processes data, as ISO 3166-1 codes; at least one.")
    mechanism: TransferMechanism = says("What allows personal data to be with it: one that is known and in force.")
    valid_from: date | None = says("The first day of that mechanism.", default=None)
    valid_to: date | None = says("The day on which that mechanism ends.", default=None)
    agreement_signed_on: date | None = says("When the agreement of art. 28(4) was signed.", default=None)
    keeps_nothing: bool = says("Whether it keeps no personal data.", default=False)


@strawberry.input(description="An announcement in the four languages.")
class AnnouncementTextsInput:
    """What is said, at most 2 000 characters each."""

    fr: str = says("In French.")
    nl: str = says("In Dutch.")
    de: str = says("In German.")
    en: str = says("In English.")


@strawberry.input(description="A change of sub-processors.")
class AnnounceSubProcessorInput:
    """What announcing takes."""

    kind: ChangeKind = says("What happens.")
    concerns: str | None = says("Who is replaced, changed or ended: the `code` of `subProcessors`.", default=None)
    becomes: SubProcessorInput | None = says("Who does the work afterwards; not where one is ended.", default=None)
    takes_effect_on: date = says("The day from which it is so, the whole notice ahead.")
    urgency: str | None = says(
        "Why it cannot wait for the notice, at most 500 characters; objecting takes the whole notice all the same.",
        default=None,
    )
    texts: AnnouncementTextsInput | None = says("What is said; generated without it.", default=None)
    corrects: strawberry.ID | None = says("The announcement in whose place this one stands.", default=None)
    validate_only: bool = says("True: the same answer, nothing written.", default=False)


@strawberry.input(description="An announcement is taken back.")
class WithdrawSubProcessorAnnouncementInput:
    """What withdrawing takes."""

    change: strawberry.ID = says(_ID)
    reason: str = says("Why, in at most 500 characters.")


@strawberry.input(description="An objection to a change of sub-processors.")
class ObjectToSubProcessorInput:
    """What objecting takes."""

    change: strawberry.ID = says(_ID)
    reason: str = says("Why, in at most 500 characters; Smoall reads it.")


@strawberry.input(description="An objection is taken back.")
class WithdrawSubProcessorObjectionInput:
    """What taking back takes."""

    change: strawberry.ID = says(_ID)


@strawberry.type(description="The change is announced.")
class AnnounceSubProcessorPayload:
    """What announcing answers."""

    change: SubProcessorChange = says(_CHANGE)


@strawberry.type(description="The announcement is withdrawn.")
class WithdrawSubProcessorAnnouncementPayload:
    """What withdrawing answers."""

    change: SubProcessorChange = says(_CHANGE)


@strawberry.type(description="The organisation objects.")
class ObjectToSubProcessorPayload:
    """What objecting answers."""

    change: SubProcessorChange = says(_CHANGE)


@strawberry.type(description="The organisation objects no more.")
class WithdrawSubProcessorObjectionPayload:
    """What taking back answers."""

    change: SubProcessorChange = says(_CHANGE)


AnnounceSubProcessorResult = result(AnnounceSubProcessorPayload, "What came of announcing a change.")
WithdrawSubProcessorAnnouncementResult = result(
    WithdrawSubProcessorAnnouncementPayload, "What came of withdrawing an announcement."
)
ObjectToSubProcessorResult = result(ObjectToSubProcessorPayload, "What came of objecting.")
WithdrawSubProcessorObjectionResult = result(
    WithdrawSubProcessorObjectionPayload, "What came of taking an objection back."
)


async def announce_sub_processor_(info: Info, input: AnnounceSubProcessorInput) -> Answer:
    """Announce a change."""
    given, days = _announcing(input), info.context.services.sub_processor_notice_days

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"change": (await announce.announce_sub_processor(unit, given, notice_days=days)).id}

    return await perform(info, act, keep=not input.validate_only)


async def withdraw_announcement_(info: Info, input: WithdrawSubProcessorAnnouncementInput) -> Answer:
    """Withdraw an announcement."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"change": (await announce.withdraw_announcement(unit, input.change, input.reason)).id}

    return await perform(info, act)


async def object_to_sub_processor_(info: Info, input: ObjectToSubProcessorInput) -> Answer:
    """Object to a change."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"change": await objecting.object_to_sub_processor(unit, input.change, input.reason)}

    return await perform(info, act)


async def withdraw_objection_(info: Info, input: WithdrawSubProcessorObjectionInput) -> Answer:
    """Take an objection back."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"change": await objecting.withdraw_objection(unit, input.change)}

    return await perform(info, act)


def _announcing(input: AnnounceSubProcessorInput) -> announce.Announcing:
    texts = input.texts
    return announce.Announcing(
        kind=input.kind,
        concerns=input.concerns,
        becomes=_described(input.becomes) if input.becomes else None,
        takes_effect_on=input.takes_effect_on,
        urgency=input.urgency,
        texts={language: getattr(texts, language.lower()) for language in Language} if texts else {},
        corrects=input.corrects,
    )


def _described(one: SubProcessorInput) -> announce.Described:
    return announce.Described(
        name=one.name,
        activity=one.activity,
        sheets=one.sheets,
        countries=one.countries,
        mechanism=one.mechanism,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        agreement_signed_on=one.agreement_signed_on,
        keeps_nothing=one.keeps_nothing,
    )
