"""How a person is recognised in texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.privacy.mentions import MARK, Words

WORDS = Words(names=("José  Peeters",), emails=("jan.p@inkt.example",), phones=("+32 9 555 01 03",))


@pytest.mark.parametrize(
    "text",
    [
        "call JOSÉ peeters now",
        "for Jose\nPeeters.",
        "<jan.p@inkt.example>",
        "JAN.P@INKT.EXAMPLE, soon",
        "+3295550103",
        "+32 (9) 555.01.03",
        r"{\"note\": \"Dear\nJosé Peeters\"}",
    ],
)
def test_a_mention_is_found_however_it_is_written(text: str) -> None:
    assert MARK in WORDS.left_out_of(text)


@pytest.mark.parametrize(
    "text",
    ["José Peetersen", "xjan.p@inkt.example", "mr.jan.p@inkt.example", "jan.p@inkt.example.org", "+32 9 555 01 034"],
)
def test_what_only_looks_alike_is_somebody_else(text: str) -> None:
    assert WORDS.left_out_of(text) == text


def test_nothing_is_found_of_nobody() -> None:
    assert Words().left_out_of("x") == "x"
    assert Words(names=("Jan",), phones=("112",)).left_out_of("Jan 112") == "Jan 112"


def test_a_text_about_them_leaves_out_short_words_too() -> None:
    assert Words(names=("Jan",), phones=("112",)).left_out_of("Jan of 112", about_them=True) == "… of …"


@pytest.mark.parametrize("text", ["Peeters José", "PEETERS, Jose"])
def test_a_name_is_found_with_the_last_name_first(text: str) -> None:
    assert WORDS.left_out_of(f"for {text}.") == "for …."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Łukasz Œuvrard", "LUKASZ OEUVRARD"),
        ("Bjørn Strasse", "Bjorn Straße"),
        ("Ľubica Schröder", "Lubica Schroeder"),
        ("Şule Groenen", "Sule Grönen"),
        ("Jean-Luc D’Haese", "Jean Luc d'Haese"),
        ('Jan "Q\\" Peeters', 'Jan "Q\\" Peeters'),
        ('Jan "Q\\" Peeters', 'Jan \\"Q\\\\\\" Peeters'),
    ],
)
def test_a_name_is_found_however_it_is_spelled(name: str, text: str) -> None:
    assert Words(names=(name,)).left_out_of(f"for {text}.") == "for …."


def test_a_number_that_tells_nothing_is_not_looked_for() -> None:
    assert Words(phones=("0032 123",)).left_out_of("order 0123") == "order 0123"


@given(st.text(min_size=4).filter(lambda text: len(text.strip()) >= 4 and re.search(r"\w", text) is not None))
def test_no_character_of_a_name_is_special(name: str) -> None:
    assert Words(names=(name,)).left_out_of("-") == "-"
    assert Words(names=("%_.*",)).left_out_of(name) == name or "%_.*" in name


@pytest.mark.parametrize("text", ["09 555 01 03", "0032 9 555 01 03", "+32 (0)9 555 01 03", "32/9/555.01.03"])
def test_a_belgian_number_is_found_with_its_country_and_without(text: str) -> None:
    assert WORDS.left_out_of(f"call {text} now").endswith("… now")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("José Peeters", True),
        ("xJosé Peeters", False),
        (r"Dear\nJosé Peeters\n", True),
        ("jan.p@inkt.example.", True),
        ("jan.p@inkt.example.org", False),
        ("x+jan.p@inkt.example", False),
        ("+32 9 555 01 03", True),
        ("1+32 9 555 01 03", True),
        ("+32 9 555 01 034", False),
        ("nothing", False),
    ],
)
def test_finders_find_where_the_pattern_does(text: str, found: bool) -> None:
    assert any(re.search(one, text, flags=re.IGNORECASE) for one in WORDS.finders) is found
    assert WORDS.found_in(text) is found


@given(
    st.text(alphabet="aJ .+-@32\\n_\n", max_size=4),
    st.sampled_from(["Jan Peeters", "Peeters, Jan", "j@a.be", "+32 9 555 01 03", "09/555.01.03"]),
    st.text(alphabet="aJ .+-@32\\n_\n", max_size=4),
)
def test_finders_and_pattern_agree_whatever_stands_around(before: str, mention: str, behind: str) -> None:
    words = Words(names=("Jan Peeters",), emails=("j@a.be",), phones=("+32 9 555 01 03",))
    text = f"{before}{mention}{behind}"
    found = any(re.search(one, text, flags=re.IGNORECASE) for one in words.finders)
    assert found is words.found_in(text)
