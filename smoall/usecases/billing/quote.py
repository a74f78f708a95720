"""What a change costs, before it is made: the lines of the invoice that would follow, to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass

from smoall.domain.billing.change import Decision
from smoall.domain.billing.charge import Charge
from smoall.domain.billing.cycle import next_bill
from smoall.domain.billing.sale import invoice_content
from smoall.domain.billing.subscription import Subscription
from smoall.domain.invoicing.document import Content
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.organisations.organisation import Organisation
from smoall.usecases.billing.amounts import Amounts, QuotedLine, Upcoming
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Quote:
    """What a decision brings: ``now`` is invoiced at once, ``upcoming`` is the next invoice, as far as it is known."""

    decision: Decision
    now: Amounts
    upcoming: Upcoming | None


async def quote(unit: Unit, decision: Decision) -> Quote:
    """The money of a decision."""
    organisation = await unit.organisations.get()
    coming = upcoming(decision.subscription, organisation)
    return Quote(decision, amounts(decision.charges, organisation), coming)


def upcoming(subscription: Subscription, organisation: Organisation) -> Upcoming | None:
    """The next monthly invoice as far as it is known now; None when none will come."""
    bill = next_bill(subscription)
    return Upcoming(bill.on, amounts(bill.charges, organisation)) if bill else None


def content_for(charges: Sequence[Charge], organisation: Organisation) -> Content:
    """The invoice of ``charges`` to an organisation: the one function for quoting and for invoicing."""
    reference = public_id(Kind.SUBSCRIPTION, organisation.id)
    return invoice_content(charges, buyer=organisation.party(), reference=reference, language=organisation.language)


def amounts(charges: Sequence[Charge], organisation: Organisation) -> Amounts:
    """Lines and totals of ``charges``."""
    content = content_for(charges, organisation)
    lines = tuple(QuotedLine(line.description, int(line.quantity), line.unit_price, line.net) for line in content.lines)
    totals = content.totals
    return Amounts(lines, totals.net, totals.vat, totals.gross)
