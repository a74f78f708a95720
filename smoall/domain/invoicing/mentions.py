"""The legal texts of a document, in its own language, and the one note (BT-22) into which they are joined."""

from collections.abc import Iterator

from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.mention_texts import CREDIT_NOTE, DOMESTIC_REVERSE_CHARGE, MARGIN, REASONS, Texts
from smoall.domain.invoicing.vat import RULES, Vat, VatCategory
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party


def mentions_for(content: Content, *, buyer: Party) -> tuple[str, ...]:
    """The mentions that Belgian VAT law asks for, each once, in the order in which the lines call for them.

    Reverse charge inside Belgium carries the long clause of Royal Decree no. 1 art. 20 §2 (since 2023-01-01), elsewhere
    the word alone (art. 226 (11a) of Directive 2006/112/EC). A credit note that corrects VAT carries the clause of
    Royal Decree no. 4 art. 4, and never the long one, which counts from the invoice.
    """
    return tuple(dict.fromkeys(_mentions(content, buyer=buyer)))


def note_text(note: str | None, mentions: tuple[str, ...]) -> str | None:
    """The document's only note (BT-22, PEPPOL-EN16931-R002): what was written, then each mention, by line."""
    return "\n".join(text for text in (note, *mentions) if text) or None


def exemption_reason(vat: Vat, content: Content) -> tuple[str | None, str | None]:
    """Why a group bears no VAT: its VATEX code (BT-121), where one exists, and the text (BT-120).

    Both None for STANDARD and ZERO, where a reason is forbidden (BR-S-10, BR-Z-10).
    """
    texts = _reason(vat.category, content)
    if texts is None:
        return None, None
    code = content.exemption if vat.category is VatCategory.EXEMPT else RULES[vat.category].vatex
    return code, texts[_index(content.language)]


def _mentions(content: Content, *, buyer: Party) -> Iterator[str]:
    for vat in dict.fromkeys(line.vat for line in content.lines):
        texts = _reason(vat.category, content)
        if texts is None:
            continue
        if _needs_clause(vat, content, buyer=buyer):
            texts = DOMESTIC_REVERSE_CHARGE
        yield texts[_index(content.language)]
    if content.kind is DocumentKind.CREDIT_NOTE and any(line.vat.rate for line in content.lines):
        yield CREDIT_NOTE[_index(content.language)]


def _needs_clause(vat: Vat, content: Content, *, buyer: Party) -> bool:
    domestic = buyer.vat_number.startswith("BE") if buyer.vat_number else buyer.address.country == "BE"
    return vat.category is VatCategory.REVERSE_CHARGE and content.kind is DocumentKind.INVOICE and domestic


def _reason(category: VatCategory, content: Content) -> Texts | None:
    margin = MARGIN.get(content.exemption or "") if category is VatCategory.EXEMPT else None
    return margin or REASONS.get(category)


def _index(language: Language) -> int:
    return tuple(Language).index(language)
