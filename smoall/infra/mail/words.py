"""The words of the invoice letter in four languages; ``{…}`` are filled by :mod:`smoall.infra.mail.invoice_letter`."""

from collections.abc import Mapping
from dataclasses import dataclass

from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its Babel locale, the two kinds of document, the sentences and the labels."""

    locale: str
    invoice: str
    credit_note: str
    file_invoice: str
    file_credit_note: str
    greeting: str
    greeting_named: str
    intro_invoice: str
    intro_credit_note: str
    corrects: str
    pay_by: str
    in_your_favour: str
    nothing_due: str
    how_to_pay: str
    beneficiary: str
    communication: str
    amount: str
    due: str
    attached: str
    pdf_note: str
    ubl_note: str
    question: str
    closing: str
    enterprise_number: str
    vat_number: str


WORDS: Mapping[Language, Words] = {
    Language.FR: Words(
        locale="fr_BE",
        invoice="Facture",
        credit_note="Note de crédit",
        file_invoice="Facture",
        file_credit_note="Note-de-crédit",
        greeting="Bonjour,",
        greeting_named="Bonjour {name},",
        intro_invoice="Vous trouverez en annexe notre facture {number} du {date}.",
        intro_credit_note="Vous trouverez en annexe notre note de crédit {number} du {date}.",
        corrects="Elle corrige la facture {number} du {date}.",
        pay_by="À payer au plus tard le {date}",
        in_your_favour="En votre faveur",
        nothing_due="Vous n’avez rien à payer.",
        how_to_pay="Pour payer",
        beneficiary="Bénéficiaire",
        communication="Communication",
        amount="Montant",
        due="Échéance",
        attached="En annexe",
        pdf_note="le document à lire et à conserver",
        ubl_note="le même document pour votre logiciel comptable (UBL)",
        question="Une question\u00a0? Répondez simplement à ce message.",
        closing="Bien à vous,",
        enterprise_number="Numéro d’entreprise",
        vat_number="TVA",
    ),
    Language.NL: Words(
        locale="nl_BE",
        invoice="Factuur",
        credit_note="Creditnota",
        file_invoice="Factuur",
        file_credit_note="Creditnota",
        greeting="Geachte heer of mevrouw,",
        greeting_named="Beste {name},",
        intro_invoice="In bijlage vindt u onze factuur {number} van {date}.",
        intro_credit_note="In bijlage vindt u onze creditnota {number} van {date}.",
        corrects="Ze verbetert factuur {number} van {date}.",
        pay_by="Te betalen uiterlijk op {date}",
        in_your_favour="In uw voordeel",
        nothing_due="U hoeft niets te betalen.",
        how_to_pay="Betaalgegevens",
        beneficiary="Begunstigde",
        communication="Mededeling",
        amount="Bedrag",
        due="Vervaldag",
        attached="Bijlagen",
        pdf_note="het document om te lezen en te bewaren",
        ubl_note="hetzelfde document voor uw boekhoudpakket (UBL)",
        question="Een vraag? Beantwoord gewoon dit bericht.",
        closing="Met vriendelijke groeten,",
        enterprise_number="Ondernemingsnummer",
        vat_number="Btw",
    ),
    Language.DE: Words(
        locale="de_BE",
        invoice="Rechnung",
        credit_note="Gutschrift",
        file_invoice="Rechnung",
        file_credit_note="Gutschrift",
        greeting="Guten Tag,",
        greeting_named="Guten Tag {name},",
        intro_invoice="im Anhang finden Sie unsere Rechnung {number} vom {date}.",
        intro_credit_note="im Anhang finden Sie unsere Gutschrift {number} vom {date}.",
        corrects="Sie berichtigt die Rechnung {number} vom {date}.",
        pay_by="Zahlbar bis spätestens {date}",
        in_your_favour="Zu Ihren Gunsten",
        nothing_due="Sie haben nichts zu zahlen.",
        how_to_pay="Zahlungsangaben",
        beneficiary="Empfänger",
        communication="Mitteilung",
        amount="Betrag",
        due="Fällig am",
        attached="Anlagen",
        pdf_note="das Dokument zum Lesen und Aufbewahren",
        ubl_note="dasselbe Dokument für Ihre Buchhaltungssoftware (UBL)",
        question="Eine Frage? Antworten Sie einfach auf diese Nachricht.",
        closing="Mit freundlichen Grüßen",
        enterprise_number="Unternehmensnummer",
        vat_number="MwSt.",
    ),
    Language.EN: Words(
        locale="en_GB",
        invoice="Invoice",
        credit_note="Credit note",
        file_invoice="Invoice",
        file_credit_note="Credit-note",
        greeting="Hello,",
        greeting_named="Dear {name},",
        intro_invoice="Please find attached our invoice {number} of {date}.",
        intro_credit_note="Please find attached our credit note {number} of {date}.",
        corrects="It corrects invoice {number} of {date}.",
        pay_by="To be paid by {date}",
        in_your_favour="In your favour",
        nothing_due="There is nothing for you to pay.",
        how_to_pay="How to pay",
        beneficiary="Beneficiary",
        communication="Reference",
        amount="Amount",
        due="Due date",
        attached="Attached",
        pdf_note="the document to read and keep",
        ubl_note="the same document for your accounting software (UBL)",
        question="Any question? Simply reply to this message.",
        closing="Kind regards,",
        enterprise_number="Enterprise number",
        vat_number="VAT",
    ),
}
