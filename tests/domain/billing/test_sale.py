"""The VAT of Smoall's own invoices: decided by where the subscriber is, and every one can be issued."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smoall.domain.billing.change import decide_start
from smoall.domain.billing.charge import total
from smoall.domain.billing.sale import invoice_content, vat_of_sale
from smoall.domain.billing.subscription import free
from smoall.domain.invoicing.check import check_issue
from smoall.domain.invoicing.issue import decide_issue
from smoall.domain.invoicing.vat import VatCategory
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.party import Party
from smoall.domain.peppol.bis3 import write_ubl
from smoall.domain.peppol.check import check_peppol
from smoall.infra.peppol.rules import OfficialRules
from tests import builders
from tests.strategies import FOREIGN_VAT_NUMBERS, OUTSIDE_EU_VAT_NUMBERS, companies_abroad
from tests.strategies_billing import FREE, TEAM, lived, lives

TODAY = date(2026, 11, 25)
RULES = OfficialRules()

subscribers = st.one_of(
    st.just(builders.buyer()),
    st.just(builders.buyer(vat_number=None)),
    companies_abroad(FOREIGN_VAT_NUMBERS),
    companies_abroad(OUTSIDE_EU_VAT_NUMBERS),
    st.sampled_from(["FR", "NL"]).map(lambda country: builders.foreign_buyer(country, None)),
)


def moved(buyer: Party, country: str) -> Party:
    """The same company, which types an address elsewhere."""
    return replace(buyer, address=replace(buyer.address, country=country))


@pytest.mark.parametrize(
    ("buyer", "category", "rate"),
    [
        (builders.buyer(), VatCategory.STANDARD, 21),
        (builders.buyer(vat_number=None), VatCategory.STANDARD, 21),
        (builders.foreign_buyer("FR", FOREIGN_VAT_NUMBERS["FR"]), VatCategory.REVERSE_CHARGE, 0),
        (builders.foreign_buyer("GR", FOREIGN_VAT_NUMBERS["GR"]), VatCategory.REVERSE_CHARGE, 0),
        (builders.foreign_buyer("FR", None), VatCategory.STANDARD, 21),
        (builders.foreign_buyer("GB", "XI999999973"), VatCategory.OUTSIDE_SCOPE, 0),
        (builders.foreign_buyer("US", None), VatCategory.OUTSIDE_SCOPE, 0),
        (moved(builders.buyer(), "US"), VatCategory.STANDARD, 21),
        (moved(builders.buyer(vat_number=None), "US"), VatCategory.STANDARD, 21),
        (moved(builders.buyer(), "FR"), VatCategory.STANDARD, 21),
    ],
)
def test_where_the_subscriber_is_decides(buyer: Party, category: VatCategory, rate: int) -> None:
    vat = vat_of_sale(buyer)
    assert (vat.category, vat.rate) == (category, Decimal(rate))


@settings(max_examples=60, deadline=None)
@given(subscribers, st.sampled_from(Language), st.integers(3, 9))
def test_an_invoice_to_any_subscriber_is_issued_without_findings(buyer: Party, language: Language, seats: int) -> None:
    charges = decide_start(free(FREE, TODAY), TEAM, seats=seats, today=TODAY).charges
    content = invoice_content(charges, buyer=buyer, reference="sub_1", language=language)
    seller = builders.seller()
    found = check_issue(
        content, seller=seller, buyer=buyer, issued_on=TODAY, today=TODAY, last_issued_on=None, small_enterprise=False
    )
    assert found == ()
    reached = bool(buyer.vat_number or buyer.enterprise_number)  # Peppol knows nobody without a number: a warning
    assert [each.code for each in check_peppol(seller, buyer=buyer)] == ([] if reached else ["NO_PEPPOL_ADDRESS"])
    issued = decide_issue(content, number="2026-0001", issued_on=TODAY, seller=seller, buyer=buyer)
    assert RULES.check(write_ubl(issued)) == ()


@settings(max_examples=100, deadline=None)
@given(lives, st.sampled_from(Language))
def test_the_lines_of_an_invoice_are_the_charges_to_the_cent(steps: list[object], language: Language) -> None:
    charges = lived(steps).charges  # type: ignore[arg-type]
    content = invoice_content(charges, buyer=builders.buyer(), reference="sub_1", language=language)
    assert [line.net for line in content.lines] == [charge.net for charge in charges]
    assert content.totals.net == total(charges)
