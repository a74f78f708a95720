"""Legal holds: placed on an object or a period, and released; while one is on a record no purge takes it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, Invalid, NotFound, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, kind_of, parse_id, public_id
from smoall.domain.kernel.text import clean_text
from smoall.domain.privacy.legal_hold import HoldGround, HoldScope, LegalHold, flaws_of_period
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version

LONGEST_REASON = 500
_SCOPES = {
    Kind.COMPANY: HoldScope.COMPANY,
    Kind.CONTACT: HoldScope.CONTACT,
    Kind.INVOICE: HoldScope.DOCUMENT,
    Kind.CREDIT_NOTE: HoldScope.DOCUMENT,
    Kind.PAYMENT: HoldScope.PAYMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What is held: an object by its public id, or what is dated within a period; nothing of these: everything."""

    object: str | None
    from_day: date | None
    to_day: date | None
    everything: bool
    ground: HoldGround
    reason: str
    until: date | None


async def place_hold(unit: Unit, placing: Placing) -> UUID:
    """Place a hold. It waits for a purge's slice that is under way, and the next one sees it.

    Raises Forbidden, Invalid, NotFound HOLD_TARGET_NOT_FOUND, Conflict HOLD_DUPLICATE.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    reason = _checked(unit, placing)
    await unit.subjects.beside()  # an erasure that is under way has looked for holds already
    await unit.retention.settle_terms(change=True)
    scope, target_id = await _target(unit, placing)
    hold = LegalHold(
        id=unit.new_id(),
        scope=scope,
        target_id=target_id,
        from_day=placing.from_day,
        to_day=placing.to_day,
        ground=placing.ground,
        reason=reason,
        until=placing.until,
        placed_at=unit.now,
        placed_by=unit.actor.user_id,
    )
    if same := await unit.retention.same_hold(hold):
        raise Conflict("HOLD_DUPLICATE", id=public_id(Kind.LEGAL_HOLD, same))
    await unit.retention.add_hold(hold)
    unit.record("placeHold", public_id(Kind.LEGAL_HOLD, hold.id), scope=scope, ground=hold.ground, on=placing.object)
    return hold.id


async def release_hold(unit: Unit, identity: str, reason: str, version: int | None) -> UUID:
    """Release a hold: what was on it is judged by its term again.

    Raises Forbidden, Invalid, NotFound HOLD_NOT_FOUND, Conflict STALE, HOLD_RELEASED.
    """
    require(unit, Permission.MANAGE_PRIVACY)
    findings: list[Finding] = []
    why = collect(findings, "reason", clean_text, reason, max_length=LONGEST_REASON)
    if why is None:
        raise Invalid(tuple(findings))
    await unit.retention.settle_terms(change=True)
    hold_id = parse_id(identity, Kind.LEGAL_HOLD)
    hold = await unit.retention.hold(hold_id) if hold_id else None
    if hold is None:
        raise NotFound("HOLD_NOT_FOUND")
    expect_version(version, hold.version)
    await unit.retention.replace_hold(hold.release(why, by=unit.actor.user_id, now=unit.now))
    unit.record("releaseHold", identity)
    return hold.id


def _checked(unit: Unit, placing: Placing) -> str:
    findings: list[Finding] = []
    reason = collect(findings, "reason", clean_text, placing.reason, max_length=LONGEST_REASON)
    period = placing.from_day is not None or placing.to_day is not None
    if (placing.object is not None) + period + placing.everything != 1:
        findings.append(Finding("HOLD_TARGET_AMBIGUOUS", "object"))
    findings += flaws_of_period(placing.from_day, placing.to_day, placing.until, today=unit.today)
    refuse_fatal(findings)
    assert reason is not None
    return reason


async def _target(unit: Unit, placing: Placing) -> tuple[HoldScope, UUID | None]:
    if placing.object is None:
        return HoldScope.PERIOD, None
    kind = kind_of(placing.object)
    scope = _SCOPES.get(kind) if kind else None
    target_id = parse_id(placing.object, kind) if kind else None
    if scope is None or target_id is None or not await unit.retention.has_target(scope, target_id):
        raise NotFound("HOLD_TARGET_NOT_FOUND")
    return scope, target_id
