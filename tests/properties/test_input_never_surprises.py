"""Law: whatever is typed, it is read or refused with a code; nothing else is ever raised."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from smoall.domain.invoicing.check import check_draft
from smoall.domain.invoicing.content_input import clean_content, exemption_code
from smoall.domain.invoicing.document import Content, Discount, DocumentKind
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.countries import EU_COUNTRIES, country_code
from smoall.domain.kernel.currencies import currency_code
from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.identifiers import Bic, EnterpriseNumber, Iban, VatNumber
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.structured_communication import StructuredCommunication
from smoall.domain.kernel.text import clean_text, email_address
from smoall.domain.kernel.units import unit_code
from smoall.schema.texts import message

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
MARKED = st.tuples(st.sampled_from([*sorted(EU_COUNTRIES), "EL", "XI", "GR", "CH", "GB"]), ANY).map("".join)
DIGITS = st.text("0123456789 .-/+*ABCEX", max_size=40)
ADDRESSES = st.tuples(ANY, st.sampled_from(("@", "@@", "")), ANY, st.sampled_from((".be", ".", ""))).map("".join)
READERS: tuple[Callable[[str], object], ...] = (
    EnterpriseNumber.parse, VatNumber.parse, Iban.parse, Bic.parse, StructuredCommunication.parse,
    country_code, currency_code, unit_code, exemption_code, email_address,
)  # fmt: skip


def outcome(read: Callable[[str], object], text: str) -> tuple[object, Unparsable | None]:
    """What was read, or why not; any other exception fails the test."""
    try:
        return read(text), None
    except Unparsable as refused:
        return None, refused


@pytest.mark.parametrize("read", READERS)
@given(st.one_of(ANY, MARKED, DIGITS, ADDRESSES, st.tuples(st.sampled_from(sorted(EU_COUNTRIES)), DIGITS).map("".join)))
@settings(max_examples=150)
def test_a_reader_reads_or_refuses(read: Callable[[str], object], text: str) -> None:
    value, refusal = outcome(read, text)
    if refusal:
        assert message(refusal.code, refusal.values, Language.NL) != refusal.code
    else:
        assert read(str(value)) == value


@given(ANY, st.booleans())
@settings(max_examples=300)
@example("\ufb1d", False)
def test_a_text_that_is_kept_can_be_printed_and_stays_as_it_is(text: str, multiline: bool) -> None:
    kept, refusal = outcome(partial(clean_text, max_length=50, multiline=multiline), text)
    if refusal:
        assert refusal.code in {"TEXT_REQUIRED", "TEXT_TOO_LONG", "TEXT_CHARACTER"}
        return
    assert isinstance(kept, str)
    kept.encode("utf-8")
    assert kept == unicodedata.normalize("NFC", kept) == clean_text(kept, max_length=50, multiline=multiline)
    allowed = "\n\t" if multiline else ""
    assert not [one for one in kept if unicodedata.category(one) in {"Cc", "Cs"} and one not in allowed]


@given(ADDRESSES)
@settings(max_examples=300)
def test_an_address_that_is_kept_is_one_address(text: str) -> None:
    try:
        kept = email_address(text)
    except Unparsable:
        return
    assert kept.count("@") == 1
    assert not set(kept) & set('\r\n\t ,;<>"()[]\\:')
    assert "=?" not in kept


NUMBER = st.one_of(
    st.decimals(),
    st.decimals(-(10**10), 10**10, places=7),
    st.sampled_from([Decimal(text) for text in ("sNaN", "-sNaN", "NaN123", "1E+999999", "1E-999999", "-0", "0E+500")]),
)
VATS = st.builds(Vat, st.sampled_from(VatCategory), st.one_of(NUMBER, st.sampled_from((Decimal(21), Decimal(0)))))
LINES = st.builds(
    Line, st.integers(0, 3), ANY, NUMBER, st.sampled_from(("HUR", "hur", "?")), NUMBER, VATS, NUMBER,
)  # fmt: skip
DISCOUNTS = st.builds(Discount, ANY, VATS, st.none() | NUMBER, st.none() | NUMBER)


@given(st.lists(LINES, max_size=4), st.lists(DISCOUNTS, max_size=3), ANY, st.integers())
@settings(max_examples=300)
def test_a_draft_is_sound_or_says_why_not(lines: list[Line], discounts: list[Discount], text: str, term: int) -> None:
    what = Content(
        DocumentKind.INVOICE, tuple(lines), tuple(discounts), note=text, payment_term_days=term, currency=text[:3],
        delivery_country=text[:2] or None,
    )  # fmt: skip
    findings = check_draft(what)
    assert all(finding.path for finding in findings)
    texts = [message(finding.code, finding.values, Language.FR) for finding in findings]
    assert not [text for text in texts if "…" in text]
    if not any(finding.fatal for finding in findings):
        clean, none = clean_content(what)
        assert none == ()
        assert clean.totals == what.totals
        assert 0 <= clean.totals.gross < 10**12
