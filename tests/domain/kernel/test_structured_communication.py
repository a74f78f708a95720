"""The structured communication: ten digits and two that check them."""

import pytest

from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.structured_communication import StructuredCommunication


def test_the_check_digits_are_the_remainder_by_97() -> None:
    assert StructuredCommunication.of("0108068171").formatted == "+++010/8068/17183+++"


def test_a_remainder_of_zero_is_written_97() -> None:
    assert StructuredCommunication.of("0000000097").digits == "000000009797"


@pytest.mark.parametrize("text", ["+++123/4567/89002+++", "***123/4567/89002***", "123456789002", " 123 4567 89002"])
def test_it_is_read_with_and_without_decoration(text: str) -> None:
    assert StructuredCommunication.parse(text).digits == "123456789002"


@pytest.mark.parametrize("text", ["+++123/4567/89003+++", "12345678900", "", "١٢٣٤٥٦٧٨٩٠٠٢", "000000000000"])
def test_a_wrong_one_is_refused(text: str) -> None:
    with pytest.raises(Unparsable, match="INVALID"):
        StructuredCommunication.parse(text)


def test_a_document_bears_year_journal_and_number() -> None:
    made = StructuredCommunication.for_document(fiscal_year=2026, journal=3, number=42)
    assert made.digits.startswith("2630000042")


@pytest.mark.parametrize(("journal", "number"), [(0, 10_000_000), (10, 1), (0, 0)])
def test_what_does_not_fit_is_refused(journal: int, number: int) -> None:
    with pytest.raises(Unparsable) as refused:
        StructuredCommunication.for_document(fiscal_year=2026, journal=journal, number=number)
    assert refused.value.code == "STRUCTURED_COMMUNICATION_EXHAUSTED"
