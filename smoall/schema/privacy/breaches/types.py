"""Breaches, as the API shows them."""

from datetime import datetime
from enum import StrEnum

import strawberry

from smoall.domain.privacy.breach import BreachAct, BreachNature, BreachParty, BreachReach, BreachState
from smoall.schema.building import enum, says
from smoall.schema.kernel import DateTimeComparator, Direction, IdComparator, Node
from smoall.schema.privacy.whose import Subject

enum(
    "What became of the data in a breach.",
    CONFIDENTIALITY="Somebody could see it who may not.",
    INTEGRITY="It was changed without right.",
    AVAILABILITY="It was lost, or out of reach.",
)(BreachNature)
enum(
    "What a time window takes in.",
    ACTED="What the audit trail says was acted on in it.",
    EVERYTHING="All that whoever acted could read in it: the trail does not tell who read what.",
)(BreachReach)
enum("Where a breach stands.", OPEN="It is being dealt with.", CLOSED="It is dealt with, and stays in the register.")(
    BreachState
)
enum(
    "Who is told of a breach.",
    AUTHORITY="The supervisory authority (GDPR art. 33(1)).",
    CONTROLLERS="The organisations that are affected (art. 33(2)).",
    PEOPLE="The people whose data it is (art. 34).",
)(BreachParty)
enum(
    "A step in the history of a breach.",
    RECORDED="It was recorded.",
    AMENDED="More became known, or it was put right (art. 33(4)).",
    DECIDED="It was decided whether somebody is told, and why.",
    NOTIFIED="Somebody was told.",
    WRITTEN="Smoall wrote to the owners of the organisation.",
    CLOSED="It was closed.",
)(BreachAct)


@strawberry.type(description="Rows of a table that a breach affects.")
class BreachRows:
    """One table."""

    table: str = says("The table.")
    rows: int = says("How many of its rows.")
    categories: list[str] = says("The categories of personal data in them, as the inventory declares them.")
    subjects: list[Subject] = says("Whose data it is.")


@strawberry.type(description="People whom a breach affects; nobody is named.")
class BreachPeople:
    """People of one kind."""

    subject: Subject = says("What they are.")
    count: int = says("How many.")
    ids: list[strawberry.ID] = says("Their ids, at most a thousand.")


@strawberry.type(description="An organisation that a breach affects; only Smoall's own sees which others there are.")
class BreachOrganisation:
    """One organisation."""

    organisation: strawberry.ID = says("Its id, `org_…`.")
    rows: int = says("How many rows of it.")
    people: int = says("How many people in its records.")


@strawberry.type(description="Whether somebody is told of a breach, and why or why not (GDPR art. 33(5)).")
class BreachDecision:
    """A decision."""

    notify: bool = says("Whether they are told.")
    reason: str = says("Why, or why not.")


@strawberry.type(description="That somebody was told of a breach.")
class BreachNotice:
    """When, and where it can be found."""

    at: datetime = says("When.")
    reference: str | None = says("Under which reference; null without one.")


@strawberry.type(description="A step in the history of a breach; nothing of it is ever written over.")
class BreachEntry:
    """One step."""

    at: datetime = says("When it was entered.")
    act: BreachAct = says("What was done.")
    by: strawberry.ID | None = says("Who did it, `usr_…`; null where it was Smoall.")
    party: BreachParty | None = says("Who is told, in a decision or a notification.")
    notify: bool | None = says("What was decided.")
    reason: str | None = says("Why.")
    told_at: datetime | None = says("When they were told.")
    reference: str | None = says("Under which reference.")
    facts: str | None = says("The facts as they were written then; null where they were not touched.")
    effects: str | None = says("The effects as they were written then.")
    remedy: str | None = says("The remedy as it was written then.")


@strawberry.type(description="A breach of personal data, in the register of GDPR art. 33(5).")
class Breach(Node):
    """A breach; an organisation sees its own share."""

    id: strawberry.ID = says("Opaque id, `brc_…`.")
    state: BreachState = says("Where it stands.")
    natures: list[BreachNature] = says("What became of the data.")
    facts: str = says("What happened, as it is known now.")
    effects: str | None = says("What is to be feared for the people.")
    remedy: str | None = says("What was done, and what will be.")
    discovered_at: datetime = says("When Smoall became aware of it.")
    occurred_from: datetime | None = says("Since when it went on; null while unknown.")
    occurred_until: datetime | None = says("Until when; null while unknown.")
    recorded_at: datetime = says("When it was entered here.")
    notify_by: datetime | None = says(
        "Until when the authority has to be told (art. 33(1)): for Smoall since it became aware of it, for an"
        " organisation since it was told; null before."
    )
    is_overdue: bool = says("Whether that moment has passed, the authority was not told, and nobody decided against.")
    remaining_hours: int | None = says("Full hours until then; null when nothing is waited for.")
    categories: list[str] = says("The categories of personal data that are affected.")
    rows: list[BreachRows] = says("What is affected, by table.")
    people: list[BreachPeople] = says("Who is affected, counted by kind.")
    objects: list[strawberry.ID] = says("The objects by which it was found, at most a thousand of an organisation.")
    trail_entries: int = says("How many entries of the audit trail lie in the window that was asked about.")
    organisations: list[BreachOrganisation] = says("The organisations that are affected; empty for all but Smoall.")
    authority_decision: BreachDecision | None = says("Whether the authority is told.")
    people_decision: BreachDecision | None = says("Whether the people are told.")
    authority_notified: BreachNotice | None = says("That the authority was told.")
    controllers_notified: BreachNotice | None = says("That the organisations were told.")
    people_notified: BreachNotice | None = says("That the people were told.")
    history: list[BreachEntry] = says("All that was entered, the first first.")
    closed_at: datetime | None = says("When it was closed.")
    version: int = says("Counts the changes; give it as `expectedVersion`.")


@strawberry.type(description="Drafts of the notifications of a breach, to be completed and sent by whoever has to.")
class BreachDrafts:
    """Three texts."""

    authority: str = says("To the supervisory authority, with all that art. 33(3) asks for.")
    controller: str = says("By Smoall as the processor, to the organisation (art. 33(2)).")
    people: str = says("To the people, in plain words (art. 34(2)).")


@strawberry.input(description="Compares the state of a breach.")
class BreachStateComparator:
    """What can be asked of the state."""

    eq: BreachState | None = says("Is this.", default=None)
    in_: list[BreachState] | None = says("Is one of these.", name="in", default=None)


@strawberry.input(description="Which breaches.")
class BreachWhere:
    """Filters of breaches."""

    id: IdComparator | None = says("By id.", default=None)
    state: BreachStateComparator | None = says("By state.", default=None)
    is_overdue: bool | None = says("Whether the clock ran out.", default=None)
    discovered_at: DateTimeComparator | None = says("By when Smoall became aware of them.", default=None)
    and_: list["BreachWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["BreachWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "BreachWhere | None" = says("None of this.", name="not", default=None)


@enum(
    "What breaches can be ordered by.",
    RECORDED_AT="When they were entered.",
    DISCOVERED_AT="When Smoall became aware of them.",
)
class BreachOrderField(StrEnum):
    """Orders of breaches."""

    RECORDED_AT = "RECORDED_AT"
    DISCOVERED_AT = "DISCOVERED_AT"


@strawberry.input(description="An order of breaches.")
class BreachOrder:
    """One part of an order."""

    field: BreachOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)
