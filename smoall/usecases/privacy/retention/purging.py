"""Purge what is over: first a preview, then an order that names just what it showed, then slices that carry it out.

Each slice is a transaction of its own, which locks what it takes and judges it anew: a hold, a payment or a longer term
that came meanwhile keeps its record, and the order says for which reason. A run that is cut off goes on where it
stopped and ends in the same certificate.
"""

import asyncio
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.crm.company import Company, Contact
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import clean_text
from smoall.domain.privacy.certificate import Certificate, Count
from smoall.domain.privacy.erasures import Erasure, ErasureKind
from smoall.domain.privacy.organisation_policy import RetentionCategory
from smoall.domain.privacy.retention import Reason
from smoall.usecases.actor import system
from smoall.usecases.gate import require
from smoall.usecases.privacy.anonymise import anonymise
from smoall.usecases.privacy.endings import PurgeRun
from smoall.usecases.privacy.purge_organisation import Purging
from smoall.usecases.privacy.retention.judging import ALL, Judged, judge_of, judge_records, reasons_of
from smoall.usecases.privacy.retention.stores import Gone, Item, OrderState, PurgeKind, PurgeOrder
from smoall.usecases.privacy.retention.terms import terms_of
from smoall.usecases.privacy.subjects.traders import may_be_erased
from smoall.usecases.unit import Unit, Units

LONGEST_REASON = 500
SLICE = 100
REST = 2.4
"""A slice, and how many times as long a rest: others are at work, and nobody waits for a purge."""
MOST_PEOPLE = 20
"""At a time: each is looked for in every text of the organisation, and no statement may take too long."""
_OF_PEOPLE = (PurgeKind.CONTACT, PurgeKind.COMPANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """What is ordered: the categories (all of them when None), the token of a preview of the same, and why."""

    categories: Collection[RetentionCategory] | None
    token: str | None
    reason: str
    dry: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go, with the rows that hang on it by table, and why the rest stays."""

    judged: Judged
    rows: dict[str, int]


async def purge_preview(
    unit: Unit, *, on: date | None = None, categories: Collection[RetentionCategory] | None = None
) -> Preview:
    """What a purge would take on a day, today if not said. Raises Forbidden, Invalid PREVIEW_IN_THE_PAST."""
    require(unit, Permission.MANAGE_PRIVACY)
    day = on or unit.today
    if day < unit.today:
        raise Invalid((Finding("PREVIEW_IN_THE_PAST", "on"),))
    return await _previewed(unit, day, ALL if categories is None else categories)


async def run_purge(unit: Unit, ordering: Ordering) -> tuple[Preview, UUID | None]:
    """Order the purge of what the preview showed; None for the order of a dry run.

    Raises Forbidden; Invalid with PREVIEW_TOKEN_MISSING; Conflict PREVIEW_OUTDATED, NOTHING_IS_OVER, PURGE_UNDER_WAY.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    reason = collect(findings, "reason", clean_text, ordering.reason, max_length=LONGEST_REASON)
    if not ordering.dry and not ordering.token:
        findings.append(Finding("PREVIEW_TOKEN_MISSING", "previewToken"))
    refuse_fatal(findings)
    assert reason is not None
    await unit.retention.settle_terms(change=True)
    preview = await _previewed(unit, unit.today, ALL if ordering.categories is None else ordering.categories)
    if ordering.dry:
        return preview, None
    if ordering.token != preview.judged.token:
        raise Conflict("PREVIEW_OUTDATED")
    return preview, await _order(unit, preview.judged, reason)


async def purge_by_standing_order(units: Units, organisation_id: UUID) -> None:
    """Order what is over of the categories that the organisation wants purged by itself, if anything is."""
    async with units.begin(system(organisation_id), request_id=f"standing:{organisation_id.hex}") as unit:
        await unit.retention.settle_terms(change=True)
        current = (await terms_of(unit)).current
        chosen = {category for category, made in current.items() if made.choice.automatic}
        judged = await judge_records(unit, on=unit.today, categories=chosen)
        if not judged.total or await unit.retention.open_order():
            return
        await _order(unit, judged, f"Standing order: {', '.join(sorted(chosen))}")
        await unit.commit()


async def purge_records(units: Units, organisation_id: UUID, order_id: UUID, *, purging: Purging) -> None:
    """Carry out an order, from where it stands; nothing when it is done."""
    if not await _start(units, organisation_id, order_id):
        return
    began = time.perf_counter()
    while await _slice(units, organisation_id, order_id, most=SLICE):
        await asyncio.sleep(REST * (time.perf_counter() - began))
        began = time.perf_counter()
    await _finish(units, organisation_id, order_id, purging=purging)


async def _previewed(unit: Unit, on: date, categories: Collection[RetentionCategory]) -> Preview:
    judged = await judge_records(unit, on=on, categories=categories)
    rows = dict(await unit.retention.parts(judged.going[PurgeKind.DOCUMENT]))
    for kind in (PurgeKind.PAYMENT, PurgeKind.CONTACT, PurgeKind.COMPANY):
        if judged.going[kind]:
            rows[kind.value] = len(judged.going[kind])
    return Preview(judged, rows)


async def _order(unit: Unit, judged: Judged, reason: str) -> UUID:
    if not judged.total:
        raise Conflict("NOTHING_IS_OVER")
    if other := await unit.retention.open_order():
        raise Conflict("PURGE_UNDER_WAY", id=public_id(Kind.PURGE_RUN, other))
    order = PurgeOrder(
        id=unit.new_id(),
        reason=reason,
        policy_version=judged.policy.version,
        judged_on=judged.on,
        state=OrderState.QUEUED,
        total=judged.total,
        ordered_at=unit.now,
        ordered_by=unit.actor.user_id,
    )
    await unit.retention.add_order(order, judged.going)
    await unit.enqueue("purge_records", run_key=f"purge:{order.id.hex}", order_id=order.id)
    counts = {kind.value: len(ids) for kind, ids in judged.going.items() if ids}
    unit.record("runPurge", public_id(Kind.PURGE_RUN, order.id), policy=judged.policy.version, counts=counts)
    return order.id


async def _start(units: Units, organisation_id: UUID, order_id: UUID) -> bool:
    async with units.begin(system(organisation_id), request_id=f"purge:{order_id.hex}") as unit:
        order = await unit.retention.order(order_id)
        if order is None or order.state is OrderState.DONE:
            return False
        await _run(unit, order_id)
        await unit.retention.replace_order(replace(order, state=OrderState.RUNNING))
        await unit.commit()
    return True


async def _run(unit: Unit, order_id: UUID) -> PurgeRun:
    subject = public_id(Kind.ORGANISATION, unit.actor.organisation_id)
    return await unit.endings.start_purge(order_id, subject=subject)


async def _slice(units: Units, organisation_id: UUID, order_id: UUID, *, most: int) -> bool:
    """Take the next items; False when there are none."""
    async with units.begin(system(organisation_id), request_id=f"purge:{order_id.hex}") as unit:
        items = await unit.retention.open_items(order_id, most=most)
        if items and items[0].kind in _OF_PEOPLE:
            await unit.subjects.alone()  # before any other lock: who writes to people waits beside
            items = items[:MOST_PEOPLE]
        await unit.retention.settle_terms(change=False)
        order = await unit.retention.order(order_id)
        open_ = {item.position for item in await unit.retention.open_items(order_id, most=most)}
        items = [item for item in items if item.position in open_]
        if order is None or not items:
            return bool(order and open_)
        kept, gone = await _take(unit, order, items)
        await unit.retention.settle_items(order_id, kept, [one.position for one in items if one.position not in kept])
        totals = {name: order.gone.get(name, 0) + gone.counts.get(name, 0) for name in {**order.gone, **gone.counts}}
        await unit.retention.replace_order(replace(order, done=order.done + len(items), gone=totals))
        await unit.commit()
    return True


async def _take(unit: Unit, order: PurgeOrder, items: Sequence[Item]) -> tuple[dict[int, Reason], Gone]:
    """Lock them, judge them anew and drop those that still are over; why the others stay. What is not there is gone."""
    kind, ids = items[0].kind, [item.object_id for item in items]
    await unit.retention.lock_objects(kind, ids)
    judge = await judge_of(unit, on=order.judged_on)
    verdicts = reasons_of(judge, await unit.retention.facts(kind, only=ids, on=order.judged_on))
    reasons = {one: verdict.reason for one, verdict in verdicts.items() if not verdict.erase}
    going = [one for one in ids if one in verdicts and one not in reasons]
    gone = await _drop(unit, order, kind, going, reasons)
    reasons |= {one: Reason.DOCUMENTS_STAY for one in going if one not in gone.ids and one not in reasons}
    return {item.position: reasons[item.object_id] for item in items if item.object_id in reasons}, gone


async def _drop(
    unit: Unit, order: PurgeOrder, kind: PurgeKind, ids: Sequence[UUID], reasons: dict[UUID, Reason]
) -> Gone:
    """Drop them; ``reasons`` learns of those that stay after all."""
    if kind is PurgeKind.CONTACT:
        contacts = await unit.subjects.contacts(ids)
        if not await _forget(unit, order, {}, contacts=contacts):  # one of them stays: which, is found one by one
            contacts = [one for one in contacts if await _forget(unit, order, reasons, contacts=[one])]
        return Gone(frozenset(one.id for one in contacts), {"anonymised": len(contacts)})
    free = list(ids)
    if kind is PurgeKind.COMPANY:
        traders = [one for one in [await unit.companies.get(one, lock=True) for one in ids] if one]
        for one in traders:
            if may_be_erased(one) and not await _forget(unit, order, reasons, traders=[one]):
                free.remove(one.id)
    return await drop_records(unit, kind, free)


async def _forget(
    unit: Unit,
    order: PurgeOrder,
    reasons: dict[UUID, Reason],
    *,
    contacts: Sequence[Contact] = (),
    traders: Sequence[Company] = (),
) -> bool:
    """Anonymise them everywhere; False, and the reason, while a letter to one is on its way or a hold is on one."""
    subject = public_id(Kind.PURGE_RUN, order.id)
    try:
        await anonymise(unit, contacts, traders=traders, token=None, reason=order.reason, subject=subject)
    except Conflict as refused:
        ids = [*(one.id for one in contacts), *(one.id for one in traders)]
        reasons |= dict.fromkeys(ids, _STAYS[refused.code])
        return False
    return True


_STAYS = {"DELIVERY_UNDER_WAY": Reason.DELIVERY_UNDER_WAY, "UNDER_LEGAL_HOLD": Reason.LEGAL_HOLD}


async def drop_records(unit: Unit, kind: PurgeKind, ids: Sequence[UUID], *, again: UUID | None = None) -> Gone:
    """Drop what is over and all that hangs on it. ``again``: its id in the ledger of erasures, when a backup from
    before it was restored; the database checks the legal term itself, then too."""
    gone = await unit.retention.purge(kind, ids) if ids else Gone(frozenset(), {})
    key = again or unit.new_id()
    if gone.ids:
        await unit.erasures.note(
            Erasure(
                id=key,
                kind=ErasureKind.RECORDS,
                at=unit.now,
                organisation_id=unit.actor.organisation_id,
                subjects=tuple(sorted(gone.ids)),
                table=kind,
            )
        )
    if gone.files:
        await unit.enqueue("erase_files", run_key=f"files:{key.hex}", files=list(gone.files))
    if gone.letters:
        await unit.enqueue("erase_letters", run_key=f"letters:{key.hex}", letters=list(gone.letters))
    return gone


async def _finish(units: Units, organisation_id: UUID, order_id: UUID, *, purging: Purging) -> None:
    """Sign what was done: what the order took, counted off what was there when it began."""
    async with units.begin(system(organisation_id), request_id=f"purge:{order_id.hex}") as unit:
        order = await unit.retention.order(order_id)
        if order is None or order.state is OrderState.DONE:
            return
        judged = await judge_records(unit, on=order.judged_on)
        run = await _run(unit, order_id)
        unit.record("purgeRecords", public_id(Kind.PURGE_RUN, order_id), counts=dict(sorted(order.gone.items())))
        await unit.seal()
        certificate = Certificate(
            id=order_id,
            subject=public_id(Kind.ORGANISATION, organisation_id),
            at=unit.now,
            policy_version=order.policy_version,
            counts=_counts(run, order),
            kept=judged.kept,
            heads=(await unit.endings.head(),),
            anonymised=order.gone.get("anonymised", 0),
        )
        await unit.endings.finish_purge(certificate, purging.seal.sign(certificate), ended=False)
        await unit.retention.replace_order(replace(order, state=OrderState.DONE, finished_at=unit.now))
        await unit.commit()


def _counts(run: PurgeRun, order: PurgeOrder) -> tuple[Count, ...]:
    """Rows before it began, and without what it took; what others did meanwhile is not its doing."""
    before = {name: max(count, order.gone.get(name, 0)) for name, count in run.before.items()}
    return tuple(
        Count(table=name, before=count, after=count - order.gone.get(name, 0))
        for name, count in sorted(before.items())
        if count
    )
