"""Enterprise numbers, VAT numbers, accounts: what is read, what is refused, and with which code."""

import pytest

from smoall.domain.kernel.errors import Finding, Unparsable, collect
from smoall.domain.kernel.identifiers import Bic, EnterpriseNumber, Iban, VatNumber

NUMBER = "0999000129"


@pytest.mark.parametrize("text", ["0999.000.129", "BE 0999000129", "be0999.000.129", "999000129", " 0999-000-129 "])
def test_an_enterprise_number_is_read_as_people_write_it(text: str) -> None:
    number = EnterpriseNumber.parse(text)
    assert (number.digits, number.vat_number, number.formatted) == (NUMBER, "BE" + NUMBER, "0999.000.129")


def test_an_enterprise_number_may_start_with_one() -> None:
    assert EnterpriseNumber.parse("1000.000.021").digits == "1000000021"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0999000120", "ENTERPRISE_NUMBER_CHECK_DIGITS"),
        ("2999000129", "ENTERPRISE_NUMBER_INVALID"),
        ("09990001290", "ENTERPRISE_NUMBER_INVALID"),
        ("", "ENTERPRISE_NUMBER_INVALID"),
        ("٠٩٩٩٠٠٠١٢٩", "ENTERPRISE_NUMBER_INVALID"),
        ("0" * 10_000, "ENTERPRISE_NUMBER_INVALID"),
        ("0999000129\x00", "ENTERPRISE_NUMBER_INVALID"),
        ("\ud8000999000129", "ENTERPRISE_NUMBER_INVALID"),
    ],
)
def test_a_wrong_enterprise_number_says_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(Unparsable) as refused:
        EnterpriseNumber.parse(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "compact", "country"),
    [
        ("BE 0999.000.129", "BE0999000129", "BE"),
        ("BE 999.000.129", "BE0999000129", "BE"),
        ("FR 05 999990005", "FR05999990005", "FR"),
        ("GR 999990009", "EL999990009", "GR"),
        ("EL999990009", "EL999990009", "GR"),
        ("NL999900006B01", "NL999900006B01", "NL"),
        ("CHE-999.990.009 MWST", "CHE999990009MWST", "CH"),
        ("NO 999990002 MVA", "NO999990002MVA", "NO"),
    ],
)
def test_a_vat_number_is_read(text: str, compact: str, country: str) -> None:
    number = VatNumber.parse(text)
    assert (number.compact, number.country) == (compact, country)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0999000129", "VAT_NUMBER_INVALID"),
        ("BE0999000120", "ENTERPRISE_NUMBER_CHECK_DIGITS"),
        ("FR06999990005", "VAT_NUMBER_CHECK_DIGITS"),
        ("QQ123456", "VAT_NUMBER_COUNTRY"),
        ("", "VAT_NUMBER_INVALID"),
        ("DE", "VAT_NUMBER_INVALID"),
        ("ſE559999000801", "VAT_NUMBER_INVALID"),  # whose capital is an S
    ],
)
def test_a_wrong_vat_number_says_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(Unparsable) as refused:
        VatNumber.parse(text)
    assert refused.value.code == code


def test_an_iban_is_kept_compact_and_shown_in_fours() -> None:
    iban = Iban.parse("be68 5390 0754 7034")
    assert (iban.compact, iban.formatted) == ("BE68539007547034", "BE68 5390 0754 7034")


@pytest.mark.parametrize("text", ["BE68 5390 0754 7035", "BE68539007547034567", "", "XX00", "BE68\x005390"])
def test_a_wrong_iban_is_refused(text: str) -> None:
    with pytest.raises(Unparsable, match="IBAN_INVALID"):
        Iban.parse(text)


def test_a_bic_has_eight_or_eleven_characters() -> None:
    assert Bic.parse("testbebb").compact == "TESTBEBB"
    with pytest.raises(Unparsable):
        Bic.parse("TESTBE")


def test_collecting_points_each_failure_at_its_field() -> None:
    findings: list[Finding] = []
    number = collect(findings, "enterpriseNumber", EnterpriseNumber.parse, "0999000120")
    iban = collect(findings, "iban", Iban.parse, "BE68 5390 0754 7034")
    assert number is None
    assert iban == Iban("BE68539007547034")
    assert findings == [
        Finding("ENTERPRISE_NUMBER_CHECK_DIGITS", "enterpriseNumber", "PEPPOL-COMMON-R043"),
    ]
