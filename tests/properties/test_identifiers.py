"""Law: a number with right check digits is read in every spelling; with one digit changed it is not."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.identifiers import EnterpriseNumber, Iban, VatNumber
from tests.builders import belgian_iban, enterprise_number


def reads(text: str) -> bool:
    try:
        EnterpriseNumber.parse(text)
    except Unparsable:
        return False
    return True


@given(st.integers(0, 19_999_999))
@settings(max_examples=200)
def test_every_spelling_of_a_number_is_the_same_number(first_eight: int) -> None:
    digits = enterprise_number(first_eight)
    number = EnterpriseNumber.parse(digits)
    assert EnterpriseNumber.parse(number.formatted) == number
    assert VatNumber.parse(f"be {number.formatted}").compact == number.vat_number


@given(st.integers(0, 19_999_999), st.integers(0, 9), st.integers(1, 9))
@settings(max_examples=200)
def test_one_wrong_digit_is_seen(first_eight: int, place: int, step: int) -> None:
    digits = enterprise_number(first_eight)
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert not reads(wrong)


@given(st.integers(0, 19_999_999), st.integers(0, 8))
@settings(max_examples=200)
def test_two_exchanged_digits_are_seen(first_eight: int, place: int) -> None:
    digits = enterprise_number(first_eight)
    wrong = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assume(wrong != digits)
    assert not reads(wrong)


@given(st.integers(0, 9_999_999_999))
@settings(max_examples=200)
def test_an_iban_is_read_back_as_it_is_shown(account: int) -> None:
    iban = Iban.parse(belgian_iban(account))
    assert Iban.parse(iban.formatted) == iban
