"""Issuing: a draft's content, a number and a day become a document that never changes again."""

from dataclasses import replace
from datetime import date, timedelta

from smoall.domain.invoicing.document import Content, CreditedInvoice, DocumentKind, IssuedDocument
from smoall.domain.invoicing.mentions import mentions_for
from smoall.domain.kernel.party import Party
from smoall.domain.kernel.structured_communication import StructuredCommunication

NO_REFERENCE = "NA"


def decide_issue(
    content: Content,
    *,
    number: str,
    issued_on: date,
    seller: Party,
    buyer: Party,
    structured_communication: StructuredCommunication | None = None,
    credited: CreditedInvoice | None = None,
) -> IssuedDocument:
    """Freeze the content with its number, date, parties, totals and mentions. ``check_issue`` has passed before.

    Due on the issue date plus the payment term. Without a buyer reference the buyer's contact stands in, else ``NA``
    (BT-10 is mandatory: PEPPOL-EN16931-R003). A credit note bears no structured communication: nobody pays it.
    """
    reference = content.buyer_reference or buyer.contact_name or NO_REFERENCE
    invoice = content.kind is DocumentKind.INVOICE
    return IssuedDocument(
        content=replace(content, buyer_reference=reference),
        number=number,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=content.payment_term_days),
        seller=seller,
        buyer=buyer,
        totals=content.totals,
        mentions=mentions_for(content, buyer=buyer),
        structured_communication=structured_communication.digits if structured_communication and invoice else None,
        credited=credited,
    )
