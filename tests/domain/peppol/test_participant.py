"""Where a party is found in the Peppol network."""

import pytest
from mockeinvoice.rules.peppol import ADDRESS_SCHEMES

from smoall.domain.peppol import participant
from smoall.domain.peppol.check import check_peppol
from smoall.domain.peppol.participant import Endpoint, any_endpoint, is_belgian, peppol_endpoint
from tests import builders
from tests.strategies import FOREIGN_VAT_NUMBERS


def test_a_belgian_company_is_found_by_its_enterprise_number() -> None:
    assert peppol_endpoint(builders.buyer()) == Endpoint("0208", builders.BUYER_NUMBER)


def test_a_belgian_company_known_by_its_vat_number_alone_is_found_by_that() -> None:
    buyer = builders.buyer(enterprise_number=None)
    assert peppol_endpoint(buyer) == Endpoint("9925", f"BE{builders.BUYER_NUMBER}")


@pytest.mark.parametrize(
    ("number", "scheme", "value"),
    [
        ("FR05999990005", "9957", "FR05999990005"),
        ("NL999900006B01", "9944", "NL999900006B01"),
        ("DE199900001", "9930", "DE199900001"),
        ("LU99990074", "9938", "LU99990074"),
        ("EL999990009", "9933", "EL999990009"),
        ("IT99999000013", "0211", "IT99999000013"),
        ("SE559999000801", "0007", "5599990008"),
        ("DK99990007", "0184", "DK99990007"),
        ("FI99990007", "0216", "003799990007"),
        ("NO999990002MVA", "0192", "999990002"),
        ("CHE999990009MWST", "9927", "CHE999990009MWST"),
    ],
)
def test_a_company_abroad_is_found_under_the_scheme_of_its_vat_country(number: str, scheme: str, value: str) -> None:
    assert peppol_endpoint(builders.foreign_buyer(number[:2], number)) == Endpoint(scheme, value)


def test_a_norwegian_number_with_a_wrong_check_digit_is_no_address() -> None:
    assert peppol_endpoint(builders.foreign_buyer("NO", "NO999990003MVA")) is None


def test_every_scheme_is_in_peppol_s_own_list() -> None:
    national = {peppol_endpoint(builders.foreign_buyer(c, n)) for c, n in FOREIGN_VAT_NUMBERS.items()}
    schemes = set(participant._VAT_SCHEMES.values()) | {found.scheme for found in national if found}
    assert None not in national
    assert schemes <= ADDRESS_SCHEMES


def test_a_private_person_has_only_an_e_mail_address_which_peppol_does_not_know() -> None:
    person = builders.buyer(enterprise_number=None, vat_number=None, email="an@post.example")
    assert peppol_endpoint(person) is None
    assert any_endpoint(person) == Endpoint("EM", "an@post.example")
    assert "EM" not in ADDRESS_SCHEMES


def test_without_number_and_e_mail_there_is_no_address() -> None:
    assert any_endpoint(builders.buyer(enterprise_number=None, vat_number=None, email=None)) is None


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        (builders.SELLER_NUMBER, True),
        ("0999000130", False),
        ("999000129", False),
        ("٠٩٩٩٠٠٠١٢٩", False),
        ("099900012X", False),
    ],
)
def test_a_belgian_number_has_ten_digits_and_two_of_them_check(number: str, *, valid: bool) -> None:
    assert is_belgian(number) is valid


def test_both_parties_with_an_address_leave_nothing_to_say() -> None:
    assert check_peppol(builders.seller(), buyer=builders.buyer()) == ()


def test_each_party_without_address_is_a_warning_with_the_rule_it_would_break() -> None:
    nobody = {"enterprise_number": None, "vat_number": None}
    findings = check_peppol(builders.seller(**nobody), buyer=builders.buyer(name="An", **nobody))
    assert [(found.rule_id, found.path) for found in findings] == [
        ("PEPPOL-EN16931-R020", "organisation"),
        ("PEPPOL-EN16931-R010", "customer"),
    ]
    assert not any(found.fatal for found in findings)
    assert findings[1].values == {"name": "An"}
