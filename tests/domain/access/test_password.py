"""A new password: long enough, not guessed first, not the person's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.access.common_passwords import COMMON
from smoall.domain.access.password import LONGEST, SHORTEST, check_password, is_common, normal_password

OWN = ("anne.dubois@example.be", "Anne Dubois", "Menuiserie du Canal")


def code(password: str) -> str:
    findings = check_password(password, about=OWN)
    assert len(findings) <= 1
    return findings[0].code if findings else ""


@pytest.mark.parametrize("password", ["correct horse battery", "K7#v9_pLq2!x", "il pleut sur Namur", "ß" * 9 + "xyz"])
def test_a_long_and_odd_one_is_welcome(password: str) -> None:
    assert code(password) == ""


@pytest.mark.parametrize("password", ["", "a", "123456789", "x" * (LONGEST + 1), "é" * 9])
def test_its_length_counts_in_characters(password: str) -> None:
    assert code(password) == "PASSWORD_LENGTH"


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "PASSWORD123",
        "Password2026!",
        "motdepasse!",
        "Wachtwoord1",
        "azertyuiop",
        "qsdfghjklm",
        "0987654321",
        *("aaaaaaaaaa", "abababababab", "abcabcabcabc", "12345678901234567890", "defghijklmnop", "1234567890!!"),
        *("  password123  ", "ｐａｓｓｗｏｒｄ１２３", "Smoall2026!", "Bienvenue123"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert code(password) == "PASSWORD_COMMON"


@pytest.mark.parametrize(
    "password",
    [
        "anne.dubois",
        "AnneDubois1",
        "dubois-anne",
        "anne.dubois@example.be",
        "Anné Dubois",
        "menuiserie1",
        "AnneDubois!",
    ],
)
def test_the_owners_own_words_are_refused(password: str) -> None:
    assert code(password) == "PASSWORD_PERSONAL"


def test_a_sentence_with_the_owners_name_in_it_is_long_enough() -> None:
    assert code("Anne danse sous la pluie") == ""


@pytest.mark.parametrize("password", ["\ud800" + "x" * 12, "abc\0defghijklm7"])
def test_what_no_keyboard_makes_is_refused(password: str) -> None:
    assert code(password) == "PASSWORD_CHARACTER"


def test_the_list_holds_only_what_length_lets_through() -> None:
    assert len(COMMON) > 1_000
    assert {word for word in COMMON if len(word) < SHORTEST or word != word.casefold()} == set()


@given(st.sampled_from(sorted(COMMON)))
def test_a_common_one_is_refused_in_any_case(password: str) -> None:
    assert is_common(password.upper())
    assert is_common(password.capitalize())


@given(st.text(max_size=220))
def test_any_text_gets_an_answer(password: str) -> None:
    assert len(check_password(password, about=OWN)) <= 1
    assert len(check_password(password, about=(password,))) <= 1


@given(st.text(min_size=1))
def test_however_it_was_typed_it_is_one_password(password: str) -> None:
    assert normal_password(normal_password(password)) == normal_password(password)
