"""The letter that carries an issued invoice or credit note to its buyer, in the document's language."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from smoall.domain.invoicing.document import DocumentKind, IssuedDocument
from smoall.domain.kernel.identifiers import EnterpriseNumber, Iban
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party
from smoall.domain.kernel.structured_communication import StructuredCommunication
from smoall.infra.mail.contact_notice import NoticeText, notice_text
from smoall.infra.mail.words import WORDS, Words
from smoall.usecases.mail import Attachment, Letter, MailAddress
from smoall.usecases.privacy.objection.notice import ContactNotice

_TEMPLATES = Environment(
    loader=PackageLoader("smoall.infra.mail", "templates"),
    autoescape=select_autoescape(enabled_extensions=("html",), default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled value; ``exact`` ones are copied by hand or machine and are set in a fixed-width type."""

    label: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class LetterText:
    """Everything that the two templates show, ready to print."""

    language: Language
    title: str
    seller: str
    greeting: str
    intro: str
    amount: str
    remark: str
    payment: tuple[Row, ...]
    files: tuple[Row, ...]
    signature: tuple[str, ...]
    answerable: bool
    notice: NoticeText | None
    words: Words


def invoice_letter(
    document: IssuedDocument,
    *,
    delivery_id: UUID,
    recipient: MailAddress,
    reply_to: MailAddress | None,
    pdf: bytes,
    ubl: bytes,
    notice: ContactNotice | None = None,
) -> Letter:
    """The document's letter: PDF for people, UBL for software, how to pay when something is due.

    It is sent in the seller's name; answers go to ``reply_to``. No picture or tracking is in it, and no link but that
    of the ``notice``, which the first letter to a contact carries (GDPR art. 13, 14).
    """
    words = WORDS[document.content.language]
    attachments = _attachments(document, words, pdf, ubl)
    shown = _letter_text(document, words, attachments, answerable=reply_to is not None, notice=notice)
    return Letter(
        delivery_id=delivery_id,
        sender=document.seller.name,
        reply_to=reply_to,
        recipient=recipient,
        subject=f"{shown.title} – {shown.seller}",
        text=_TEMPLATES.get_template("invoice.txt").render(letter=shown),
        html=_TEMPLATES.get_template("invoice.html").render(letter=shown),
        attachments=attachments,
        language=document.content.language,
    )


def _attachments(document: IssuedDocument, words: Words, pdf: bytes, ubl: bytes) -> tuple[Attachment, ...]:
    kind = words.file_invoice if _is_invoice(document) else words.file_credit_note
    number = re.sub(r"[^\w.]+", "-", document.number).strip("-.")
    name = f"{kind}-{number}"
    return Attachment(f"{name}.pdf", "application/pdf", pdf), Attachment(f"{name}.xml", "application/xml", ubl)


def _letter_text(
    document: IssuedDocument,
    words: Words,
    attachments: tuple[Attachment, ...],
    *,
    answerable: bool,
    notice: ContactNotice | None,
) -> LetterText:
    pdf, ubl = attachments
    name = document.buyer.contact_name
    return LetterText(
        language=document.content.language,
        title=f"{words.invoice if _is_invoice(document) else words.credit_note} {document.number}",
        seller=document.seller.name,
        greeting=words.greeting_named.format(name=name) if name else words.greeting,
        intro=_intro(document, words),
        amount=_amount(document, words),
        remark=_remark(document, words),
        payment=_payment(document, words),
        files=(Row(pdf.name, words.pdf_note), Row(ubl.name, words.ubl_note)),
        signature=_signature(document.seller, words),
        answerable=answerable,
        notice=notice_text(notice, document.seller, document.content.language) if notice else None,
        words=words,
    )


def _intro(document: IssuedDocument, words: Words) -> str:
    template = words.intro_invoice if _is_invoice(document) else words.intro_credit_note
    intro = template.format(number=document.number, date=_date(document.issued_on, words))
    if document.credited is None:
        return intro
    credited = document.credited
    return f"{intro} {words.corrects.format(number=credited.number, date=_date(credited.issued_on, words))}"


def _remark(document: IssuedDocument, words: Words) -> str:
    if not _is_invoice(document):
        return words.in_your_favour
    return words.pay_by.format(date=_date(document.due_on, words)) if _is_due(document) else words.nothing_due


def _payment(document: IssuedDocument, words: Words) -> tuple[Row, ...]:
    """How to pay; empty for a credit note, when nothing is due, and when the seller gave no account."""
    seller = document.seller
    if not _is_due(document) or seller.iban is None:
        return ()
    bic = (Row("BIC", seller.bic, exact=True),) if seller.bic else ()
    return (
        Row(words.beneficiary, seller.name),
        Row("IBAN", Iban(seller.iban).formatted, exact=True),
        *bic,
        Row(words.communication, _communication(document), exact=True),
        Row(words.amount, _amount(document, words)),
        Row(words.due, _date(document.due_on, words)),
    )


def _signature(seller: Party, words: Words) -> tuple[str, ...]:
    address = seller.address
    number = seller.enterprise_number
    lines = (
        seller.full_name,
        f"{address.street}, {address.postal_code} {address.city}",
        f"{words.enterprise_number} {EnterpriseNumber(number).formatted}" if number else "",
        f"{words.vat_number} {_vat_number(seller.vat_number)}" if seller.vat_number else "",
        seller.register or "",
        " · ".join(filter(None, (seller.phone, seller.email))),
    )
    return tuple(line for line in lines if line)


def _is_invoice(document: IssuedDocument) -> bool:
    return document.content.kind is DocumentKind.INVOICE


def _is_due(document: IssuedDocument) -> bool:
    return _is_invoice(document) and document.totals.gross > Decimal(0)


def _amount(document: IssuedDocument, words: Words) -> str:
    return format_currency(document.totals.gross, document.content.currency, locale=words.locale, currency_digits=False)


def _date(day: date, words: Words) -> str:
    return format_date(day, "long", locale=words.locale).replace(" ", "\u00a0")  # no line breaks inside a date


def _communication(document: IssuedDocument) -> str:
    """``+++123/4567/89002+++``, or the number when the document has no structured communication."""
    digits = document.structured_communication
    return StructuredCommunication(digits).formatted if digits else document.number


def _vat_number(compact: str) -> str:
    """A Belgian number as it is written, BE 0403.170.701; any other stays as it is."""
    return f"BE {EnterpriseNumber(compact[2:]).formatted}" if compact.startswith("BE") else compact
