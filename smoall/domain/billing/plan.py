"""Plans as data: what each costs, how many seats it includes and what it allows; versions keep old promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from smoall.domain.access.role import Role

FREE = "FREE"
SEAT_ROLES = frozenset({Role.OWNER, Role.ADMIN, Role.MEMBER})
"""Who takes a seat: whoever works in the organisation. Accountants and readers come along for nothing."""


def takes_seat(role: Role) -> bool:
    """Whether a member of that role, or an invitation to it, counts against the seats."""
    return role in SEAT_ROLES


class Entitlement(StrEnum):
    """What a plan can limit."""

    INVOICES_PER_MONTH = "INVOICES_PER_MONTH"
    SEATS = "SEATS"
    CONNECTIONS = "CONNECTIONS"


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of a plan. ``price`` and ``seat_price`` are EUR a month without VAT; ``seats`` are included.

    Without ``seat_price`` no further seats can be had. ``limits`` hold what is finite: an entitlement that is missing
    there is unlimited. A subscription keeps the whole version it was signed for: a later one changes nothing for it.
    """

    code: str
    version: int
    valid_from: date
    name: str
    price: Decimal
    seats: int
    seat_price: Decimal | None
    limits: Mapping[Entitlement, int]

    @property
    def free(self) -> bool:
        """Whether it costs nothing, and therefore has no periods, invoices or end."""
        return not self.price

    def fits(self, seats: int) -> bool:
        """Whether it can be had with so many seats."""
        return seats == self.seats or (seats > self.seats and self.seat_price is not None)

    def beyond(self, seats: int) -> int:
        """How many of ``seats`` are paid for beyond the included ones."""
        return max(seats - self.seats, 0)

    def monthly(self, seats: int) -> Decimal:
        """What a whole period costs with so many seats, without VAT."""
        return self.price + self.beyond(seats) * (self.seat_price or Decimal(0))


class PlansError(Exception):
    """The list of plans cannot be used; the text says where and why, for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class PlanList:
    """Every version of every plan, in the order in which they are offered."""

    plans: tuple[Plan, ...]

    def offered(self, on: date) -> tuple[Plan, ...]:
        """The newest version of each plan that is valid on that day."""
        codes = dict.fromkeys(plan.code for plan in self.plans)
        return tuple(plan for plan in (self.find(code, on=on) for code in codes) if plan)

    def find(self, code: str, *, on: date) -> Plan | None:
        """The version of a plan that is sold on that day."""
        valid = [plan for plan in self.plans if plan.code == code and plan.valid_from <= on]
        return max(valid, key=lambda plan: (plan.valid_from, plan.version), default=None)

    def free(self, on: date) -> Plan:
        """The plan on which everybody can stay."""
        oldest = min((plan for plan in self.plans if plan.code == FREE), key=lambda plan: plan.valid_from)
        return self.find(FREE, on=on) or oldest

    def best(self, on: date) -> Plan:
        """The plan that a trial shows: the last one offered."""
        return (self.offered(on) or (self.free(on),))[-1]

    def lifting(self, entitlement: Entitlement, *, above: int, on: date) -> Plan | None:
        """The first plan offered under which more than ``above`` would be allowed."""
        return next((plan for plan in self.offered(on) if _allows(plan, entitlement, above)), None)


def _allows(plan: Plan, entitlement: Entitlement, above: int) -> bool:
    if entitlement is Entitlement.SEATS:
        return plan.seats > above or plan.seat_price is not None
    limit = plan.limits.get(entitlement)
    return limit is None or limit > above


def plan_list(plans: Sequence[Plan]) -> PlanList:
    """A list that can be sold from. Raises PlansError with the first thing that stands against it."""
    seen: set[tuple[str, int]] = set()
    for plan in plans:
        where = f"plan {plan.code}, version {plan.version}"
        if (plan.code, plan.version) in seen:
            raise PlansError(f"{where} is there twice: give each version its own number.")
        seen.add((plan.code, plan.version))
        for amount in (plan.price, plan.seat_price or Decimal(0)):
            if not amount.is_finite() or amount < 0 or amount != round(amount, 2) or amount > 100_000:
                raise PlansError(f"{where}: a price is from 0 to 100000 with two decimals, not {amount}.")
        if plan.seats < 1:
            raise PlansError(f"{where}: seats must be 1 or more, not {plan.seats}.")
        if any(limit < 0 for limit in plan.limits.values()):
            raise PlansError(f"{where}: a limit must be 0 or more, or unlimited.")
    free = [plan for plan in plans if plan.code == FREE]
    if not free or any(plan.price for plan in free):
        raise PlansError("there must be a plan FREE with the price 0.00, on which everybody can stay.")
    if any(plan.free for plan in plans if plan.code != FREE):
        raise PlansError("only the plan FREE may cost nothing.")
    return PlanList(tuple(plans))
