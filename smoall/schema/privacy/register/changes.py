"""Changes of sub-processors, and objections to them."""

from datetime import date, datetime
from enum import StrEnum

import strawberry

from smoall.domain.privacy.sub_processor_change import ChangeKind, ChangeState
from smoall.domain.privacy.sub_processors import Activity, Sheet, TransferMechanism
from smoall.schema.building import Connection, enum, pages, says
from smoall.schema.kernel import DateComparator, Direction, IdComparator, Node

enum(
    "What happens to a sub-processor.",
    ADDED="It is a new one.",
    REPLACED="Another takes its place.",
    CHANGED="What it does, where, or under which protection.",
    ENDED="It works for Smoall no more.",
)(ChangeKind)
enum(
    "Where an announcement stands.",
    ANNOUNCED="It will take effect.",
    IN_EFFECT="It has taken effect: the register shows it.",
    CORRECTED="Another announcement stands in its place.",
    WITHDRAWN="It will not take effect.",
)(ChangeState)


@strawberry.type(description="A sub-processor as it will be.")
class AnnouncedSubProcessor:
    """Who does the work after a change."""

    name: str = says("Its name.")
    activity: Activity = says("What it does.")
    sheets: list[Sheet] = says("The processings it takes part in.")
    countries: list[str] = says("Where it processes data, as ISO 3166-1 codes.")
    mechanism: TransferMechanism = says("What allows personal data to be with it.")
    valid_from: date | None = says("The first day of that mechanism; null when it has none.")
    valid_to: date | None = says("The day on which that mechanism ends; null when none is known.")
    agreement_signed_on: date | None = says("When the agreement of art. 28(4) was signed; null when it is not yet.")
    keeps_nothing: bool = says("Whether it keeps no personal data.")


@strawberry.type(description="An announcement in the four languages.")
class AnnouncementTexts:
    """What is said."""

    fr: str = says("In French.")
    nl: str = says("In Dutch.")
    de: str = says("In German.")
    en: str = says("In English.")


@strawberry.type(description="An organisation's objection to a change of sub-processors.")
class SubProcessorObjection:
    """An objection."""

    organisation: strawberry.ID = says("Whose it is, `org_…`.")
    organisation_name: str = says("Its name, as it was then.")
    reason: str = says("Why.")
    objected_at: datetime = says("When.")
    withdrawn_at: datetime | None = says("When it was taken back; null while it stands.")


@strawberry.type(description="A change of sub-processors, announced beforehand (GDPR art. 28(2)).")
class SubProcessorChange(Node):
    """An announcement; it is never rewritten."""

    id: strawberry.ID = says("Opaque id, `spc_…`.")
    kind: ChangeKind = says("What happens.")
    state: ChangeState = says("Where it stands today.")
    concerns: str | None = says("The code of who is replaced, changed or ended; null where one is added.")
    becomes: AnnouncedSubProcessor | None = says("Who does the work afterwards; null where one is ended.")
    sheets: list[Sheet] = says("The processings that it touches.")
    texts: AnnouncementTexts = says("What was announced.")
    announced_at: datetime = says("When it was announced.")
    takes_effect_on: date = says("The day from which it is so.")
    objections_until: date = says("The last day to object.")
    urgency: str | None = says("Why the notice was shorter than it should be; null when it was not.")
    is_objectable: bool = says("Whether your organisation can object to it today.")
    corrects: strawberry.ID | None = says("The announcement in whose place it stands.")
    corrected_by: strawberry.ID | None = says("The announcement that stands in its place.")
    withdrawn_at: datetime | None = says("When it was withdrawn; null when it was not.")
    objection_count: int = says("How many objections stand; outside Smoall itself your own only.")
    objections: Connection[SubProcessorObjection] = pages(
        "Objections; outside Smoall itself your own only. Needs `MANAGE_PRIVACY`."
    )


@strawberry.input(description="Compares the state of an announcement.")
class ChangeStateComparator:
    """What can be asked of the state."""

    eq: ChangeState | None = says("Is this.", default=None)
    in_: list[ChangeState] | None = says("Is one of these.", name="in", default=None)


@strawberry.input(description="Which announcements.")
class SubProcessorChangeWhere:
    """Filters of announcements."""

    id: IdComparator | None = says("By id.", default=None)
    state: ChangeStateComparator | None = says("By state.", default=None)
    takes_effect_on: DateComparator | None = says("By the day it takes effect.", default=None)
    and_: list["SubProcessorChangeWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["SubProcessorChangeWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "SubProcessorChangeWhere | None" = says("None of this.", name="not", default=None)


@enum(
    "What announcements can be ordered by.",
    ANNOUNCED_AT="When they were made.",
    TAKES_EFFECT_ON="The day they take effect.",
)
class SubProcessorChangeOrderField(StrEnum):
    """Orders of announcements."""

    ANNOUNCED_AT = "ANNOUNCED_AT"
    TAKES_EFFECT_ON = "TAKES_EFFECT_ON"


@strawberry.input(description="An order of announcements.")
class SubProcessorChangeOrder:
    """One part of an order."""

    field: SubProcessorChangeOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)
