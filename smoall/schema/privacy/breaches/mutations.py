"""Acts on breaches."""

from datetime import datetime

import strawberry

from smoall.domain.privacy.breach import BreachNature, BreachParty, BreachReach, Decision
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform
from smoall.schema.privacy.breaches.types import Breach
from smoall.usecases.privacy.breaches.follow_up import (
    Amendment,
    Notification,
    amend_breach,
    close_breach,
    notify_breach,
)
from smoall.usecases.privacy.breaches.naming import Window
from smoall.usecases.privacy.breaches.record_breach import Noticed, record_breach

_BREACH = "The breach."
_NOW = "The breach, as it stands in your register now."
_VERSION = "Refuse if it has another version by now."
_DRY = "True: the same answer, nothing written."


@strawberry.input(description="A time window, both ends included.")
class BreachWindowInput:
    """When, and by whom."""

    from_: datetime = says("The first moment.", name="from")
    until: datetime = says("The last moment, not later than now.")
    reach: BreachReach = says("What it takes in.", default=BreachReach.ACTED)
    actor: strawberry.ID | None = says("Only what this person did, `usr_…`.", default=None)
    credential: strawberry.ID | None = says(
        "Only what the bearer of this API key or session did, in its organisation; the trail knows people, not keys.",
        default=None,
    )
    organisation: strawberry.ID | None = says("Only in this organisation.", default=None)


@strawberry.input(description="A breach, as it is known: name objects, a window, or both.")
class RecordBreachInput:
    """What recording takes."""

    natures: list[BreachNature] = says("What became of the data; at least one.")
    facts: str = says("What happened, in at most 4000 characters; every organisation that is affected reads it.")
    effects: str | None = says("What is to be feared for the people; likewise.", default=None)
    remedy: str | None = says("What was done, and what will be; likewise.", default=None)
    discovered_at: datetime = says("When Smoall became aware of it.")
    occurred_from: datetime | None = says("Since when it went on; the window's if absent.", default=None)
    occurred_until: datetime | None = says("Until when; the window's if absent.", default=None)
    objects: list[strawberry.ID] | None = says(
        "What is affected, at most 500: organisations with all they hold, companies with their contacts, contacts,"
        " documents, payments, deliveries, requests, invitations, people who sign in.",
        default=None,
    )
    window: BreachWindowInput | None = says("Or what happened in a time window.", default=None)
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="Whether somebody is told of a breach.")
class BreachDecisionInput:
    """A decision."""

    notify: bool = says("Whether they are told.")
    reason: str = says("Why, or why not, in at most 1000 characters.")


@strawberry.input(description="More is known of a breach, or it is decided who is told; what is absent stays.")
class AmendBreachInput:
    """What amending takes."""

    breach: strawberry.ID = says(_BREACH)
    facts: str | None = says("The facts as they are known now; only Smoall says so.", default=None)
    effects: str | None = says("What is to be feared; only Smoall says so.", default=None)
    remedy: str | None = says("What was done, and what will be; only Smoall says so.", default=None)
    authority: BreachDecisionInput | None = says("Whether your authority is told (art. 33(1)).", default=None)
    people: BreachDecisionInput | None = says("Whether the people are told (art. 34).", default=None)
    expected_version: int | None = says(_VERSION, default=None)
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="Somebody was told of a breach.")
class NotifyBreachInput:
    """What notifying takes."""

    breach: strawberry.ID = says(_BREACH)
    party: BreachParty = says("Who was told; telling the organisations is Smoall's.")
    at: datetime = says("When.")
    reference: str | None = says("Under which reference, in at most 100 characters.", default=None)
    expected_version: int | None = says(_VERSION, default=None)
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="A breach is dealt with.")
class CloseBreachInput:
    """What closing takes."""

    breach: strawberry.ID = says(_BREACH)
    expected_version: int | None = says(_VERSION, default=None)
    validate_only: bool = says(_DRY, default=False)


@strawberry.type(description="The breach is recorded.")
class RecordBreachPayload:
    """What recording answers."""

    breach: Breach = says("The breach, with what it affects.")


@strawberry.type(description="The breach is amended.")
class AmendBreachPayload:
    """What amending answers."""

    breach: Breach = says(_NOW)


@strawberry.type(description="It is noted who was told.")
class NotifyBreachPayload:
    """What notifying answers."""

    breach: Breach = says(_NOW)


@strawberry.type(description="The breach is closed.")
class CloseBreachPayload:
    """What closing answers."""

    breach: Breach = says(_NOW)


RecordBreachResult = result(RecordBreachPayload, "What came of recording a breach.")
AmendBreachResult = result(AmendBreachPayload, "What came of amending a breach.")
NotifyBreachResult = result(NotifyBreachPayload, "What came of noting who was told.")
CloseBreachResult = result(CloseBreachPayload, "What came of closing a breach.")


async def record_breach_(info: Info, input: RecordBreachInput) -> Answer:
    """Record a breach."""
    noticed = Noticed(
        natures=tuple(input.natures),
        facts=input.facts,
        effects=input.effects,
        remedy=input.remedy,
        discovered_at=input.discovered_at,
        occurred_from=input.occurred_from,
        occurred_until=input.occurred_until,
        objects=tuple(input.objects or ()),
        window=_window(input.window) if input.window else None,
        hours=info.context.services.breach_hours,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"breach": await record_breach(unit, noticed)}

    return await perform(info, act, keep=not input.validate_only)


async def amend_breach_(info: Info, input: AmendBreachInput) -> Answer:
    """Amend a breach."""
    given = Amendment(
        breach=input.breach,
        facts=input.facts,
        effects=input.effects,
        remedy=input.remedy,
        authority=_decision(input.authority),
        people=_decision(input.people),
        version=input.expected_version,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"breach": await amend_breach(unit, given)}

    return await perform(info, act, keep=not input.validate_only)


async def notify_breach_(info: Info, input: NotifyBreachInput) -> Answer:
    """Note who was told."""
    given = Notification(
        breach=input.breach,
        party=input.party,
        at=input.at,
        reference=input.reference,
        version=input.expected_version,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"breach": await notify_breach(unit, given)}

    return await perform(info, act, keep=not input.validate_only)


async def close_breach_(info: Info, input: CloseBreachInput) -> Answer:
    """Close a breach."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"breach": await close_breach(unit, input.breach, input.expected_version)}

    return await perform(info, act, keep=not input.validate_only)


def _decision(given: BreachDecisionInput | None) -> Decision | None:
    return Decision(notify=given.notify, reason=given.reason) if given else None


def _window(given: BreachWindowInput) -> Window:
    return Window(
        since=given.from_,
        until=given.until,
        reach=given.reach,
        actor=given.actor,
        credential=given.credential,
        organisation=given.organisation,
    )
