"""What is charged, line by line. One line is rounded once; a preview and an invoice are made of the same lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from smoall.domain.billing.period import Period
from smoall.domain.billing.plan import Plan
from smoall.domain.kernel.money import ZERO, share, times


class ChargeKind(StrEnum):
    """Why a line is there."""

    PLAN = "PLAN"  # the plan, for a period or the part of one
    SEATS = "SEATS"  # seats beyond the included ones, likewise
    ADDED_SEATS = "ADDED_SEATS"  # seats added during a period, charged after it
    UPGRADE = "UPGRADE"  # the difference to a dearer plan, for the rest of a period


@dataclass(frozen=True, slots=True)
class Charge:
    """One line: ``quantity`` × ``unit_price`` EUR without VAT, for the days from ``start`` to the one before ``end``.

    Of a whole period it is the price times the quantity; of ``days`` out of ``of`` days the share, rounded once, at
    quantity one. ``seats`` is how many seats it is for.
    """

    kind: ChargeKind
    plan: str
    start: date
    end: date
    days: int
    of: int
    quantity: int
    unit_price: Decimal
    seats: int

    @property
    def net(self) -> Decimal:
        """The amount without VAT."""
        return times(Decimal(self.quantity), self.unit_price)

    @property
    def whole(self) -> bool:
        """Whether it is for a whole period."""
        return self.days == self.of


@dataclass(frozen=True, slots=True)
class SeatIncrease:
    """Seats added on a day at a price a month: usable at once, charged with the next monthly invoice."""

    on: date
    seats: int
    price: Decimal
    plan: str


def part_charge(kind: ChargeKind, plan: str, monthly: Decimal, part: Period, *, whole: Period, seats: int) -> Charge:
    """The share of a monthly price that belongs to the days of ``part``, rounded once."""
    price = share(monthly, Decimal(part.days), Decimal(whole.days))
    return Charge(kind, plan, part.start, part.end, part.days, whole.days, 1, price, seats)


def period_charges(plan: Plan, seats: int, part: Period, *, whole: Period) -> Iterator[Charge]:
    """The plan, and the seats beyond the included ones, for a whole period or the days of ``part``."""
    extra, each = plan.beyond(seats), plan.seat_price or ZERO
    if plan.free or part.days <= 0:
        return
    if part.days == whole.days:
        yield Charge(ChargeKind.PLAN, plan.code, part.start, part.end, part.days, whole.days, 1, plan.price, seats)
        if extra and each:
            yield Charge(ChargeKind.SEATS, plan.code, part.start, part.end, part.days, whole.days, extra, each, extra)
        return
    yield part_charge(ChargeKind.PLAN, plan.code, plan.price, part, whole=whole, seats=seats)
    if extra and each:
        yield part_charge(ChargeKind.SEATS, plan.code, extra * each, part, whole=whole, seats=extra)


def accrued_charges(increases: Iterable[SeatIncrease], *, whole: Period, until: date) -> Iterator[Charge]:
    """Seats added during a period: from the day they could be used to the period's end, or to ``until`` if earlier."""
    for added in increases:
        part = Period(max(added.on, whole.start), min(until, whole.end))
        if part.days > 0 and added.price:
            monthly = added.seats * added.price
            yield part_charge(ChargeKind.ADDED_SEATS, added.plan, monthly, part, whole=whole, seats=added.seats)


def total(charges: Iterable[Charge]) -> Decimal:
    """The sum without VAT."""
    return sum((charge.net for charge in charges), ZERO)
