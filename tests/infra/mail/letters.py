"""Letters with defaults, for the mail tests to vary one thing at a time."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from smoall.domain.kernel.language import Language
from smoall.usecases.mail import Attachment, Letter, MailAddress

DELIVERY = UUID("0190c3f0-1111-7abc-8def-000000000001")
MAIL_FROM = MailAddress("invoices@smoall.example")
SENT_AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MESSAGE_ID = f"{DELIVERY}@smoall.example"


def clock() -> datetime:
    """The moment at which every test letter leaves."""
    return SENT_AT


def letter(**changes: Any) -> Letter:
    """A letter in French with a PDF and an XML."""
    values: dict[str, Any] = {
        "delivery_id": DELIVERY,
        "sender": "Menuiserie du Canal",
        "reply_to": MailAddress("facturation@menuiserie.example"),
        "recipient": MailAddress("boekhouding@inkt.example"),
        "subject": "Facture F2026-0001",
        "text": "Bonjour,\n\nÀ payer : 257,13 €\n",
        "html": "<p>Bonjour, à payer : 257,13 €</p>\n",
        "attachments": (
            Attachment("Facture-F2026-0001.pdf", "application/pdf", b"%PDF-1.7\n\x00\xff\r\n."),
            Attachment("Facture-F2026-0001.xml", "application/xml", "<é/>".encode()),
        ),
        "language": Language.FR,
    }
    return Letter(**(values | changes))
