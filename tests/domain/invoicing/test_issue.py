"""Issuing freezes; here are the values it derives."""

from datetime import date
from decimal import Decimal

from smoall.domain.invoicing.document import CreditedInvoice, DocumentKind
from smoall.domain.invoicing.issue import decide_issue
from smoall.domain.kernel.structured_communication import StructuredCommunication
from tests.builders import ISSUED_ON, buyer, content, seller

COMMUNICATION = StructuredCommunication.of("2600000001")


def test_an_invoice_is_due_after_its_term_and_bears_its_totals() -> None:
    issued = decide_issue(
        content(payment_term_days=30, buyer_reference="PO-17"), number="2026-0001", issued_on=ISSUED_ON,
        seller=seller(), buyer=buyer(), structured_communication=COMMUNICATION,
    )  # fmt: skip
    assert issued.due_on == date(2026, 12, 23)
    assert (issued.totals.net, issued.totals.vat, issued.totals.gross) == (
        Decimal("212.50"), Decimal("44.63"), Decimal("257.13"),
    )  # fmt: skip
    assert issued.structured_communication == COMMUNICATION.digits
    assert issued.content.buyer_reference == "PO-17"


def test_a_missing_buyer_reference_is_filled_in() -> None:
    named = decide_issue(
        content(), number="1", issued_on=ISSUED_ON, seller=seller(), buyer=buyer(contact_name="An Peeters")
    )
    nameless = decide_issue(content(), number="1", issued_on=ISSUED_ON, seller=seller(), buyer=buyer())
    assert (named.content.buyer_reference, nameless.content.buyer_reference) == ("An Peeters", "NA")


def test_nobody_pays_a_credit_note() -> None:
    credited = CreditedInvoice("2026-0001", ISSUED_ON)
    issued = decide_issue(
        content(kind=DocumentKind.CREDIT_NOTE, payment_term_days=0), number="C1", issued_on=ISSUED_ON,
        seller=seller(), buyer=buyer(), structured_communication=COMMUNICATION, credited=credited,
    )  # fmt: skip
    assert (issued.structured_communication, issued.credited, issued.due_on) == (None, credited, ISSUED_ON)
