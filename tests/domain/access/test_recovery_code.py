"""Recovery codes: written to be copied by hand, read with the slips of a hand."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.access.recovery_code import code_hash, read_code, write_code

OWNER = UUID(int=1)
entropies = st.binary(min_size=10, max_size=10)


@given(entropies)
def test_a_code_is_read_as_it_was_written(entropy: bytes) -> None:
    code = write_code(entropy)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), f" {code}\n"):
        read = read_code(typed)
        assert read is not None
        assert code_hash(read, owner=OWNER) == code_hash(code, owner=OWNER)


@given(entropies, entropies)
def test_two_codes_differ_as_their_entropy_does(one: bytes, other: bytes) -> None:
    assert (write_code(one) == write_code(other)) is (one == other)


def test_the_same_code_of_two_people_is_stored_differently() -> None:
    assert code_hash("0" * 16, owner=OWNER) != code_hash("0" * 16, owner=UUID(int=2))


def test_look_alikes_are_what_was_meant() -> None:
    assert read_code("oOiIlL0123456789") == "0011110123456789"


@pytest.mark.parametrize("text", ["", "123456", "0" * 15, "0" * 17, "U" * 16, "é" * 16, "0000-0000-0000-000\x00"])
def test_other_texts_are_no_codes(text: str) -> None:
    assert read_code(text) is None


def test_entropy_of_another_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        write_code(b"")
