"""Texts and addresses: what is kept, what is refused."""

import pytest

from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.text import clean_text, email_address, optional_text


def code_of(text: str, *, max_length: int = 20, multiline: bool = False) -> str:
    with pytest.raises(Unparsable) as refused:
        clean_text(text, max_length=max_length, multiline=multiline)
    return refused.value.code


def test_text_is_trimmed_and_composed() -> None:
    assert clean_text("  Cafe\u0301 \n", max_length=20) == "Café"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2", "<b>", "🧾", "a\u200db"])
def test_odd_looking_text_is_text(text: str) -> None:
    assert clean_text(text, max_length=20) == text


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "a\x07b",
        "a\x85b",
        "a\x9fb",
        "a\ud800b",
        "a" + chr(0xDFFF),
        "a\u202eb",
        "a\u2066b",
        "a\ufffeb",
        "a\ufdd0b",
        "a\nb",
        "a\tb",
    ],
)
def test_what_cannot_be_printed_is_refused(text: str) -> None:
    assert code_of(text) == "TEXT_CHARACTER"


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b", "\u00a0\u200d"])
def test_nothing_visible_is_nothing(text: str) -> None:
    assert code_of(text) == "TEXT_REQUIRED"
    assert optional_text(text, max_length=20) is None


def test_length_is_counted_in_characters_after_composing() -> None:
    assert clean_text("e\u0301" * 20, max_length=20) == "é" * 20
    assert code_of("é" * 21) == "TEXT_TOO_LONG"
    assert code_of("x" * 1_000_000) == "TEXT_TOO_LONG"


def test_lines_are_allowed_where_they_are_asked_for() -> None:
    assert clean_text("a\r\nb\rc\td", max_length=20, multiline=True) == "a\nb\nc\td"
    assert code_of("a\x0bb", multiline=True) == "TEXT_CHARACTER"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("An.Peeters@Example.BE", "An.Peeters@example.be"),
        (" an+factuur@mail.example ", "an+factuur@mail.example"),
        ("an@bücher.example", "an@bücher.example"),
        ("an@δοκιμή.example", "an@δοκιμή.example"),
    ],
)
def test_an_address_is_kept_with_its_domain_in_lower_case(text: str, address: str) -> None:
    assert email_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "an", "an@", "@example.be", "an@example", "an@@example.be", "an@example..be", "an@-example.be",
        "an.@example.be", ".an@example.be", "a n@example.be", "an@example.be,ann@example.be", "an@exa mple.be",
        "an@example.be\nBcc: all@example.be", "an\r\n@example.be", "=?utf-8?q?an?=@example.be", "<an@example.be>",
        '"an"@example.be', "an@[127.0.0.1]", "an@127.0.0.1", "é@example.be", "an@example.be\x00", "an@\ud800.be",
        "a" * 65 + "@example.be", "an@" + "a" * 64 + ".be", "an@" + "é" * 60 + ".be", "an@" + "a.b" * 100 + ".be",
    ],
)  # fmt: skip
def test_what_could_become_two_addresses_or_a_header_is_refused(text: str) -> None:
    with pytest.raises(Unparsable, match="INVALID"):
        email_address(text)
