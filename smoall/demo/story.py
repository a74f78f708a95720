"""The story as dated acts through the use cases: what a person would have clicked, on the day they did."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from smoall.demo.customers import CUSTOMERS
from smoall.demo.logo import logo_url
from smoall.demo.numbers import belgian_iban, enterprise_number
from smoall.demo.sales import SALES, Paid, Sale, Taken
from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.sales_document import SalesDocument
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.money import times
from smoall.usecases.access.register import Registration
from smoall.usecases.crm.create_company import create_company
from smoall.usecases.invoicing.credit_invoice import credit_invoice
from smoall.usecases.invoicing.draft_invoice import draft_invoice
from smoall.usecases.invoicing.issue_invoice import issue_invoice
from smoall.usecases.invoicing.send_invoice import send_document
from smoall.usecases.organisations.details import AddressDetails, OrganisationDetails
from smoall.usecases.organisations.update_organisation import OrganisationChange, update_organisation
from smoall.usecases.payments.register_payment import register_payment
from smoall.usecases.ports import Rules
from smoall.usecases.unit import Unit

EMAIL, PASSWORD = "demo@smoall.example", "pave-de-bruxelles"
FOUNDED, REGISTERED = 430, 350  # days before the seeding; between the two no VAT is charged (VAT Code art. 56bis)

_NUMBER = enterprise_number(9991000)
REGISTRATION = Registration(
    email=EMAIL,
    password=PASSWORD,
    name="Camille Demo",
    language=Language.FR,
    organisation=OrganisationDetails(
        name="Imprimerie du Pavé",
        enterprise_number=_NUMBER,
        vat_registered=True,
        small_enterprise=True,
        legal_form="SRL",
        register="RPM Bruxelles",
        address=AddressDetails("Rue du Pavé 27", "1060", "Bruxelles", "BE"),
        iban=belgian_iban(9990000427),
        email="facturation@pave.example",
        phone="+32 2 555 01 00",
        logo=logo_url(),
    ),
    terms_version="",
    terms_accepted=True,
    marketing_consent=False,
)


@dataclass(slots=True)
class Memory:
    """What later acts know of earlier ones, and how much was done."""

    rules: Rules
    companies: dict[str, UUID] = field(default_factory=dict)
    invoices: dict[Sale, UUID] = field(default_factory=dict)
    documents: int = 0
    payments: int = 0


Do = Callable[[Unit, Memory], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Act:
    """One act, ``ago`` days before the seeding; acts of one day keep the order in which they were told."""

    ago: int
    do: Do


def acts(*, letters: bool) -> list[Act]:
    """The story in the order of its days; without ``letters`` nothing is sent to anybody."""
    told = [Act(FOUNDED, partial(_create, key=key)) for key in CUSTOMERS]
    told += [Act(REGISTERED, _leave_exemption)]
    told += [act for sale in SALES for act in _of_sale(sale, letters=letters)]
    return sorted(told, key=lambda act: -act.ago)


def _of_sale(sale: Sale, *, letters: bool) -> Iterator[Act]:
    yield Act(sale.ago, partial(_draft, sale=sale))
    if not sale.draft:
        yield Act(sale.ago, partial(_issue, sale=sale))
    for taken in sale.taken:
        yield Act(sale.ago - taken.after, partial(_credit, sale=sale, taken=taken))
    for paid in sale.paid:
        yield Act(sale.ago - paid.after, partial(_pay, sale=sale, paid=paid))
    if sale.sent and letters:
        yield Act(sale.ago, partial(_send, sale=sale))


async def _create(unit: Unit, memory: Memory, *, key: str) -> None:
    company, contacts = CUSTOMERS[key]
    memory.companies[key] = await create_company(unit, company, contacts)


async def _leave_exemption(unit: Unit, _memory: Memory) -> None:
    await update_organisation(unit, OrganisationChange(small_enterprise=False), expected_version=None)


async def _draft(unit: Unit, memory: Memory, *, sale: Sale) -> None:
    content = Content(
        DocumentKind.INVOICE,
        sale.lines,
        sale.discounts,
        payment_term_days=sale.term,
        buyer_reference=sale.reference,
        note=sale.note,
        delivered_on=unit.today if sale.delivered else None,
        delivery_country=sale.delivered,
        exemption=sale.exemption,
    )
    memory.invoices[sale], _ = await draft_invoice(unit, memory.companies[sale.to], content)
    memory.documents += 1


async def _issue(unit: Unit, memory: Memory, *, sale: Sale) -> None:
    await issue_invoice(unit, memory.invoices[sale], issued_on=None, expected_version=None, rules=memory.rules)


async def _credit(unit: Unit, memory: Memory, *, sale: Sale, taken: Taken) -> None:
    invoice = memory.invoices[sale]
    await credit_invoice(unit, invoice, reason=taken.reason, lines=taken.lines, issued_on=None, rules=memory.rules)
    memory.documents += 1


async def _pay(unit: Unit, memory: Memory, *, sale: Sale, paid: Paid) -> None:
    invoice = await _invoice(unit, memory, sale)
    assert invoice.issued is not None
    due = times(invoice.balance, paid.share)
    await register_payment(
        unit,
        amount=due + paid.beyond,
        currency=invoice.content.currency,
        received_on=unit.today,
        payer=invoice.issued.buyer.name,
        communication=invoice.issued.structured_communication,
        allocations=[(invoice.id, due)],
    )
    memory.payments += 1


async def _send(unit: Unit, memory: Memory, *, sale: Sale) -> None:
    await send_document(unit, memory.invoices[sale], DocumentKind.INVOICE, channel="EMAIL", to=())


async def _invoice(unit: Unit, memory: Memory, sale: Sale) -> SalesDocument:
    invoice = await unit.documents.get(memory.invoices[sale], DocumentKind.INVOICE)
    assert invoice is not None
    return invoice
