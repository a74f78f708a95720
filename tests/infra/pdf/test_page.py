"""What the page says, and that nobody's text can be more than text."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from smoall.domain.kernel.language import Language
from smoall.infra.pdf.labels import labels_of
from smoall.infra.pdf.page import render_html
from smoall.infra.pdf.view import view_of
from tests import builders
from tests.infra.pdf import samples


def test_every_language_has_the_same_words() -> None:
    words = [labels_of(language) for language in Language]

    assert {frozenset(labels.words) for labels in words} == {frozenset(words[0].words)}
    assert {frozenset(labels.vat_names) for labels in words} == {frozenset(words[0].vat_names)}
    assert all(value for labels in words for value in labels.words.values())


def test_texts_are_escaped() -> None:
    html = render_html(samples.awkward())

    assert "<script" not in html
    assert "&lt;script&gt;alert(&#39;x&#39;)" in html
    assert "&lt;b&gt;gras&lt;/b&gt; {{ 7 * 7 }}" in html


@pytest.mark.parametrize(
    "logo",
    ["file:///etc/passwd", "http://127.0.0.1/x.png", "data:text/html,<b>", "javascript:alert(1)", "//host/x.png"],
)
def test_a_logo_that_is_no_picture_of_its_own_is_left_out(logo: str) -> None:
    html = render_html(samples.printed((builders.line(),), seller=builders.seller(logo=logo)))

    assert logo not in html
    assert 'class="wordmark"' in html


def test_every_address_in_the_page_is_a_data_url() -> None:
    html = render_html(samples.long())

    assert {url.partition(":")[0] for url in re.findall(r'(?:src|href|url\()\s*=?\s*["\']?([^"\'\s)]+)', html)} == {
        "data"
    }


def test_a_logo_cannot_leave_its_attribute() -> None:
    logo = 'data:image/png;base64,AA" onerror="x'
    html = render_html(samples.printed((builders.line(),), seller=builders.seller(logo=logo)))

    assert 'onerror="' not in html


def test_the_window_holds_the_address_alone() -> None:
    buyer = builders.buyer(contact_name="An Peeters")

    assert view_of(samples.printed((builders.line(),), buyer=buyer)).addressee == (
        "Drukkerij De Gouden Inkt",
        "An Peeters",
        "Korenlei 7",
        "9000 Gent",
    )


def test_an_address_abroad_ends_with_the_country() -> None:
    document = samples.printed((builders.line(),), Language.NL, buyer=builders.foreign_buyer())

    assert view_of(document).addressee[-1] == "FRANKRIJK"


def test_without_discounts_there_is_no_column_for_them() -> None:
    assert not view_of(samples.short()).discounted
    assert view_of(samples.long()).discounted
    assert len(view_of(samples.long()).widths) == len(view_of(samples.short()).widths) + 1


@pytest.mark.parametrize("change", [{"iban": None}, {"iban": None, "bic": None}])
def test_without_an_account_the_box_has_no_code(change: dict[str, None]) -> None:
    payment = view_of(samples.printed((builders.line(),), seller=builders.seller(**change))).payment

    assert payment is not None
    assert payment.qr == ""


def test_only_euro_can_be_put_into_a_code() -> None:
    document = samples.short()
    dollars = replace(document, content=replace(document.content, currency="USD"))
    payment = view_of(dollars).payment

    assert payment is not None
    assert payment.qr == ""
    assert "$US" in payment.amount


def test_nothing_to_pay_needs_no_payment_box() -> None:
    free = builders.line(unit_price=Decimal(0))

    assert view_of(samples.printed((free,))).payment is None
    assert view_of(samples.credit_note()).payment is None


def test_an_accent_is_a_colour_and_nothing_else() -> None:
    assert "#a03020" in render_html(samples.short(), accent="#a03020")
    with pytest.raises(ValueError, match="rrggbb"):
        render_html(samples.short(), accent="red;} @import url(file:///etc/passwd);")
