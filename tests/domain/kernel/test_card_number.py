"""Which texts hold the number of a payment card, and which only look as if."""

import pytest

from smoall.domain.kernel.card_number import holds_card_number
from tests.builders import belgian_iban

CARDS = [
    "4242424242424242",
    "4242 4242 4242 4242",
    "4242-4242-4242-4242",
    "4242.4242.4242.4242",
    "carte 4242 4242 4242 4242 12/27 123",
    "4242 4242 4242 4242 12 27",
    "visa4242424242424242",
    "3782 822463 10005",
    "3056 9309 0259 04",
    "6703 4444 4444 4449",
    "5555555555554444",
    "2223003122003222",
    "6011 1111 1111 1117",
    "6205500000000000004",
    "4242\u00a04242\u00a04242\u00a04242",
    "4242\u20114242\u20114242\u20114242",
    "4242\u200b4242\u200b4242\u200b4242",
    "４２４２４２４２４２４２４２４２",
    "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
    "4-2-4-2-4-2-4-2-4-2-4-2-4-2-4-2",
    "BE68 5390 0754 7034 4242 4242 4242 4242",
]
OTHERS = [
    "",
    "4242 4242 4242 4241",
    "0000 0000 0000 0000",
    "4242 4242 4242",
    "BE68 5390 0754 7034",
    "FR76 3000 6000 0112 3456 7890 189",
    "+++090/9337/55493+++",
    "0403.170.701",
    "GTIN 4006381333931",
    "EAN: 03600029145247",
    "(00)340123450000000018",
    "+49 1512 3456789",
    "02 808 05 28 0470 12 34 56",
    "inv_0193f4e5a6b7c8d9e0f1a2b3c4d5e6f7",
    "Bon de commande 2026-000123 du 25-11-2026",
]


@pytest.mark.parametrize("text", CARDS)
def test_a_card_number_is_found_however_it_is_written(text: str) -> None:
    assert holds_card_number(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_looks_alike_is_let_through(text: str) -> None:
    assert not holds_card_number(text)


def test_a_long_text_is_read_to_its_end() -> None:
    assert holds_card_number("Pose & finition 12 × 40 cm. " * 1000 + "4242 4242 4242 4242")
    assert not holds_card_number(f"{belgian_iban(5390075470)} 12-34 " * 1000)
