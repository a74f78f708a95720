"""Every code has a text in four languages, every placeholder is filled, and no text is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from smoall.domain.kernel.language import Language
from smoall.schema.texts import TEXTS, message

SOURCE = Path(__file__).parents[2] / "smoall"
CODE = re.compile(r"[A-Z]+(_[A-Z]+)*")
RAISES = {"Finding", "Unparsable", "NotFound", "Forbidden", "Conflict", "Unavailable"}
PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z]+)\}")


def calls(folder: str) -> Iterator[ast.Call]:
    for path in sorted((SOURCE / folder).rglob("*.py")):
        yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def raised(call: ast.Call) -> Iterator[str]:
    """The codes that stand in a call: first argument of the family, or handed to a function that makes the finding."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    family = name in RAISES and call.args
    for node in (
        ast.walk(call.args[0]) if family else (part for arg in call.args + call.keywords for part in ast.walk(arg))
    ):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if CODE.fullmatch(text) and (family or ("_" in text and name.startswith("_"))):
            yield text


def used() -> set[str]:
    return {code for folder in ("domain", "usecases", "infra") for call in calls(folder) for code in raised(call)}


def test_codes_are_found_where_they_are_raised() -> None:
    assert {"QUANTITY_ZERO", "SELLER_COUNTRY_MISSING", "UNIT_PRICE_DECIMALS", "TOO_MANY_LINES", "STALE"} <= used()


def test_every_code_has_a_text() -> None:
    assert sorted(used() - set(TEXTS)) == []


def test_every_text_belongs_to_a_code() -> None:
    assert sorted(set(TEXTS) - used() - {"INVALID"}) == []


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_text_says_the_same_in_each_language(code: str) -> None:
    texts = TEXTS[code]
    assert set(texts) == set(Language)
    assert all(text.strip() == text and text for text in texts.values())
    assert len(set(texts.values())) == 4
    assert len({frozenset(PLACEHOLDER.findall(text)) for text in texts.values()}) == 1


def test_placeholders_are_filled_and_nothing_ever_raises() -> None:
    assert message("QUANTITY_DECIMALS", {"limit": "6", "more": "x"}, Language.NL) == (
        "Een aantal heeft hoogstens 6 decimalen."
    )
    assert message("QUANTITY_DECIMALS", {}, Language.EN) == "A quantity has … decimals at most."
    assert message("UNIT_UNKNOWN", {"unit": "{limit}"}, Language.EN).startswith('"{limit}" is not')
    assert "{number:4}" in message("PATTERN_WITHOUT_NUMBER", {}, Language.FR)
    assert message("NO_SUCH_CODE", {}, Language.FR) == "NO_SUCH_CODE"
