"""Acts on breaches."""

from datetime import datetime

import strawberry

from smoall.domain.privacy.breach import BreachNature, BreachReach
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.performing import Answer, perform
from smoall.schema.privacy.breaches.types import Breach
from smoall.usecases.privacy.breaches.naming import Window
from smoall.usecases.privacy.breaches.record_breach import Noticed, record_breach

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


@strawberry.type(description="The breach is recorded.")
class RecordBreachPayload:
    """What recording answers."""

    breach: Breach = says("The breach, with what it affects.")


RecordBreachResult = result(RecordBreachPayload, "What came of recording a breach.")


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


def _window(given: BreachWindowInput) -> Window:
    return Window(
        since=given.from_,
        until=given.until,
        reach=given.reach,
        actor=given.actor,
        credential=given.credential,
        organisation=given.organisation,
    )
