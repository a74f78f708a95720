"""Countries, currencies and units: the lists are those of the official rules."""

import pytest
from mockeinvoice.rules.codelists import LISTS

from smoall.domain.kernel.countries import COUNTRIES, EU_COUNTRIES, country_code
from smoall.domain.kernel.currencies import CURRENCIES, currency_code
from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.units import UNITS, unit_code, unit_name


def official(rule: str) -> set[str]:
    found = LISTS[rule]
    return {code for text in ((found,) if isinstance(found, str) else found) for code in text.split()}


def test_countries_are_the_official_list_without_its_two_extras() -> None:
    assert official("BR-CL-14") - COUNTRIES == {"1A", "XI"}
    assert official("BR-CL-14") > COUNTRIES
    assert len(EU_COUNTRIES) == 27
    assert EU_COUNTRIES < COUNTRIES


def test_currencies_and_units_are_on_the_official_lists() -> None:
    assert official("BR-CL-04") >= CURRENCIES
    assert official("BR-CL-23") >= UNITS


def test_codes_are_read_in_either_case() -> None:
    assert (country_code(" be"), currency_code("eur "), unit_code("hur")) == ("BE", "EUR", "HUR")


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (country_code, "XX", "COUNTRY_UNKNOWN"),
        (currency_code, "BTC", "CURRENCY_UNKNOWN"),
        (currency_code, "USD", "CURRENCY_NOT_SUPPORTED"),
        (unit_code, "uur", "UNIT_UNKNOWN"),
    ],
)
def test_an_unknown_code_is_refused(read: object, text: str, code: str) -> None:
    assert callable(read)
    with pytest.raises(Unparsable) as refused:
        read(text)
    assert refused.value.code == code


def test_units_have_a_name_in_each_language() -> None:
    assert [unit_name("HUR", language) for language in Language] == ["heure", "uur", "Stunde", "hour"]
    assert all(unit_name(unit, language) for unit in UNITS for language in Language)
    assert unit_name("ZZZ", Language.FR) == "ZZZ"
