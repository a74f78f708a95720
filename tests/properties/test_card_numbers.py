"""Law: a card number is found in every spelling, and no other number of the trade is ever taken for one."""

import random
import string
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from smoall.domain.kernel.card_number import holds_card_number
from smoall.domain.kernel.identifiers import EnterpriseNumber, Iban
from smoall.domain.kernel.structured_communication import StructuredCommunication
from tests.builders import belgian_iban, enterprise_number

_COMMON = [("4", 16), ("51", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15), ("36", 14)]
_RARE = [("3528", 16), ("6011", 16), ("62", 19), ("6703", 16), ("6703", 17), ("6759", 18), ("4", 19)]
CARDS = st.sampled_from([*_COMMON, *_RARE])
WORDS = st.text(st.sampled_from(string.ascii_letters + " ,;:!?\n"), max_size=20)
# Lengths of national accounts, ISO 13616: digits only (DE, ES), letters too (FR, GB, MT …).
ACCOUNTS = st.sampled_from([("DE", 18), ("ES", 20), ("AT", 16), ("PT", 21), ("PL", 24), ("LU", 16), ("SE", 20)])


@st.composite
def card_numbers(draw: st.DrawFn) -> str:
    prefix, length = draw(CARDS)
    body = prefix + draw(st.text(string.digits, min_size=length - len(prefix) - 1, max_size=length - len(prefix) - 1))
    return body + str(luhn.calc_check_digit(body))


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country, length = draw(ACCOUNTS)
    account = draw(st.text(string.digits, min_size=length, max_size=length))
    letters = "".join(str(int(letter, 36)) for letter in country)
    return f"{country}{98 - int(account + letters + '00') % 97:02d}{account}"


def grouped(digits: str, separator: str) -> str:
    return separator.join(digits[start : start + 4] for start in range(0, len(digits), 4))


@given(card_numbers(), WORDS, WORDS, st.sampled_from(["", " ", "-", "\u00a0", "\u2009"]))
@settings(max_examples=500)
def test_every_card_number_is_found_among_words(digits: str, before: str, after: str, separator: str) -> None:
    assert holds_card_number(f"{before} {grouped(digits, separator)} {after}")


@given(card_numbers(), st.integers(0, 11), st.integers(1, 9))
@settings(max_examples=300)
def test_one_wrong_digit_makes_it_no_card(digits: str, place: int, step: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert not holds_card_number(wrong)


@given(ibans(), st.booleans(), st.sampled_from(["", " pour la facture 12", " 12/2026", " KREDBEBB", "."]))
@settings(max_examples=1000)
def test_a_bank_account_is_no_card(iban: str, spaced: bool, after: str) -> None:
    assert not holds_card_number((grouped(iban, " ") if spaced else iban) + after)


@given(st.integers(0, 9_999_999_999), st.integers(0, 19_999_999))
@settings(max_examples=500)
def test_the_numbers_of_a_belgian_invoice_are_no_cards(ten: int, eight: int) -> None:
    communication = StructuredCommunication.of(f"{ten:010d}")
    number = EnterpriseNumber(enterprise_number(eight))
    iban = Iban.parse(belgian_iban(ten))
    texts = [communication.formatted, communication.digits, number.digits, number.formatted, number.vat_number]
    sentence = f"{number.formatted} {iban.formatted} {communication.formatted} {number.vat_number} {iban}"
    assert not any(map(holds_card_number, [*texts, iban.formatted, iban.compact, sentence]))


@given(st.uuids())
@example(UUID("41111111-1111-4111-a111-111111111111"))
@settings(max_examples=1000)
def test_an_id_is_no_card(identity: UUID) -> None:
    assert not holds_card_number(f"{identity} inv_{identity.hex} {identity.hex}")


@given(st.integers(1990, 2100), st.integers(1, 9_999_999), st.sampled_from(["{}-{:04}", "F{}-{:06}", "{}/{:07}"]))
@settings(max_examples=500)
def test_an_order_number_is_no_card(year: int, number: int, pattern: str) -> None:
    assert not holds_card_number("PO " + pattern.format(year, number))


def test_of_random_long_numbers_few_are_taken_for_cards() -> None:
    chance = random.Random(7)
    found = sum(holds_card_number("".join(chance.choices(string.digits, k=16))) for _ in range(20_000))
    assert found < 0.035 * 20_000  # a tenth passes Luhn, a fifth of those bears an issuer's prefix
