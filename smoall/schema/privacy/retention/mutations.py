"""Acts on how long records are kept."""

from datetime import date

import strawberry

from smoall.domain.privacy.legal_hold import HoldGround
from smoall.domain.privacy.organisation_policy import Choice, RetentionCategory
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.crm.types import Company
from smoall.schema.performing import Answer, perform
from smoall.schema.privacy.retention.showing import shown_policy, shown_preview
from smoall.schema.privacy.retention.types import LegalHold, PurgePreview, PurgeRun, RetentionPolicy
from smoall.usecases.privacy.retention.holds import Placing, place_hold, release_hold
from smoall.usecases.privacy.retention.purging import Ordering, run_purge
from smoall.usecases.privacy.retention.reviewing import Keeping, keep_prospects
from smoall.usecases.privacy.retention.terms import set_retention_policy

_DRY = "True: the same answer, nothing written."
_WHY = "Why, in at most 500 characters."
_IDS = 100


@strawberry.input(
    description="A term for records of a category: years, months or none to end; none of them: the floor."
)
class SetRetentionPolicyInput:
    """What choosing a term takes."""

    category: RetentionCategory = says("Which records.")
    years: int | None = says("Whole calendar years, 1 to 50.", default=None)
    months: int | None = says("Months from the record's day itself, 1 to 120.", default=None)
    unlimited: bool = says("Without end; `reason` must say why.", default=False)
    automatic: bool = says("Purge what is over every day by itself: your standing order.", default=False)
    reason: str | None = says(_WHY, default=None)
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="What a purge takes: just what its preview showed.")
class RunPurgeInput:
    """What ordering a purge takes."""

    categories: list[RetentionCategory] | None = says("Only these, as in the preview; all if absent.", default=None)
    reason: str = says(_WHY)
    preview_token: str | None = says("The token of `purgePreview`, which must still hold.", default=None)
    validate_only: bool = says("True: the preview, with its token; nothing is ordered.", default=False)


@strawberry.input(description="A hold: on an object, on a period, or on everything.")
class PlaceHoldInput:
    """What placing a hold takes."""

    object: strawberry.ID | None = says("A company, contact, invoice, credit note or payment.", default=None)
    from_: date | None = says("The first day of a period; absent: no bound.", name="from", default=None)
    to: date | None = says("The last day of a period; absent: no bound.", default=None)
    everything: bool = says("Hold every record.", default=False)
    ground: HoldGround = says("Why.")
    reason: str = says(_WHY)
    until: date | None = says("Its last day; absent: until it is released.", default=None)
    validate_only: bool = says(_DRY, default=False)


@strawberry.input(description="A hold is released.")
class ReleaseHoldInput:
    """What releasing takes."""

    hold: strawberry.ID = says("The hold, `hld_…`.")
    reason: str = says(_WHY)
    expected_version: int | None = says("Refuse if the hold has another version by now.", default=None)


@strawberry.input(description="Prospects that are kept longer than their term.")
class KeepProspectsInput:
    """What keeping takes."""

    companies: list[strawberry.ID] = says("The companies, at most 100.")
    until: date | None = says("Until when; absent: without end.", default=None)
    reason: str = says("Why they are still needed, in at most 500 characters.")


@strawberry.type(description="The term is chosen.")
class SetRetentionPolicyPayload:
    """What choosing answers."""

    policy: RetentionPolicy = says("The policy of the category, as it is now.")


@strawberry.type(description="The purge is ordered.")
class RunPurgePayload:
    """What ordering answers."""

    run: PurgeRun | None = says("The purge, which goes on by itself; null for a preview.")
    preview: PurgePreview = says("What it takes, and why the rest stays.")


@strawberry.type(description="The hold stands.")
class PlaceHoldPayload:
    """What placing answers."""

    hold: LegalHold = says("The hold.")


@strawberry.type(description="The hold is released.")
class ReleaseHoldPayload:
    """What releasing answers."""

    hold: LegalHold = says("The hold, as it is now.")


@strawberry.type(description="The prospects are kept.")
class KeepProspectsPayload:
    """What keeping answers."""

    companies: list[Company] = says("The companies.")


SetRetentionPolicyResult = result(SetRetentionPolicyPayload, "What came of choosing a term.")
RunPurgeResult = result(RunPurgePayload, "What came of ordering a purge.")
PlaceHoldResult = result(PlaceHoldPayload, "What came of placing a hold.")
ReleaseHoldResult = result(ReleaseHoldPayload, "What came of releasing a hold.")
KeepProspectsResult = result(KeepProspectsPayload, "What came of keeping prospects.")


async def set_retention_policy_(info: Info, input: SetRetentionPolicyInput) -> Answer:
    """Choose a term."""
    choice = Choice(
        category=input.category,
        years=input.years,
        months=input.months,
        unlimited=input.unlimited,
        automatic=input.automatic,
        reason=input.reason,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"policy": shown_policy(await set_retention_policy(unit, choice), input.category)}

    return await perform(info, act, keep=not input.validate_only)


async def run_purge_(info: Info, input: RunPurgeInput) -> Answer:
    """Order a purge."""
    ordering = Ordering(
        categories=input.categories, token=input.preview_token, reason=input.reason, dry=input.validate_only
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        preview, run = await run_purge(unit, ordering)
        return {"run": run, "preview": shown_preview(preview, today=unit.today, first=_IDS, after=None)}

    return await perform(info, act, keep=not input.validate_only)


async def place_hold_(info: Info, input: PlaceHoldInput) -> Answer:
    """Place a hold."""
    placing = Placing(
        object=input.object,
        from_day=input.from_,
        to_day=input.to,
        everything=input.everything,
        ground=input.ground,
        reason=input.reason,
        until=input.until,
    )

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"hold": await place_hold(unit, placing)}

    return await perform(info, act, keep=not input.validate_only)


async def release_hold_(info: Info, input: ReleaseHoldInput) -> Answer:
    """Release a hold."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"hold": await release_hold(unit, input.hold, input.reason, input.expected_version)}

    return await perform(info, act)


async def keep_prospects_(info: Info, input: KeepProspectsInput) -> Answer:
    """Keep prospects."""
    keeping = Keeping(companies=input.companies, until=input.until, reason=input.reason)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        return {"companies": await keep_prospects(unit, keeping)}

    return await perform(info, act)
