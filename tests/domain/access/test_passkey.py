"""Passkeys: the signature counter, and names that tell keys apart."""

import pytest

from smoall.domain.access.passkey import free_name, has_gone_back


@pytest.mark.parametrize(
    ("stored", "told", "back"),
    [(0, 0, False), (0, 1, False), (1, 2, False), (1, 1, True), (2, 1, True), (1, 0, True), (5, 2**32 - 1, False)],
)
def test_a_counter_only_goes_up_unless_it_is_not_kept(stored: int, told: int, *, back: bool) -> None:
    assert has_gone_back(stored, told) is back


def test_a_second_key_of_a_name_gets_a_number() -> None:
    assert free_name("Laptop", []) == "Laptop"
    assert free_name("Laptop", ["Laptop", "Laptop 2"]) == "Laptop 3"
