"""How a person is recognised in a text: their name, addresses and numbers, as people write them.

One regular expression for Postgres and for Python alike, to be matched without regard to case. Nothing in a word is
special in it, so that no ``%``, ``_`` or ``.`` stands for anything else. Neither do accents, ligatures and hyphens
matter: Jose finds José.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from smoall.domain.privacy.likeness import GAP, likeness

MARK = "…"
"""What stands where a mention was."""
SHORTEST_NAME, SHORTEST_NUMBER = 4, 6
NEVER = r"x\Ax"
"""An expression that finds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a person is known by; ``numbers``: of an enterprise or for VAT. A name of fewer than four letters, or a
    number of fewer than six digits, would be found everywhere and is not looked for in texts."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The expression that finds each of them and nothing beside; one that finds nothing where there is none."""
        return self._of(SHORTEST_NAME, SHORTEST_NUMBER)

    @property
    def finders(self) -> tuple[str, ...]:
        """Expressions of which one finds something wherever ``pattern`` does, and nowhere else. They take what stands
        around a mention along instead of looking at it, which is dear in Postgres: it does that at every letter."""
        return tuple(f"{edges.before}(?:{words}){edges.behind}" for edges, words in self._parts())

    def left_out_of(self, text: str, *, about_them: bool = False) -> str:
        """The text with a mark where they were mentioned; in one ``about_them``, by short words too."""
        return re.sub(self._of(1, 1) if about_them else self.pattern, MARK, text, flags=re.IGNORECASE)

    def found_in(self, text: str) -> bool:
        """Whether they are mentioned in a text."""
        return re.search(self.pattern, text, flags=re.IGNORECASE) is not None

    def _of(self, shortest_name: int, shortest_number: int) -> str:
        parts = self._parts(shortest_name, shortest_number)
        return "|".join(f"{edges.start}(?:{words}){edges.end}" for edges, words in parts) or NEVER

    def _parts(
        self, shortest_name: int = SHORTEST_NAME, shortest_number: int = SHORTEST_NUMBER
    ) -> "list[tuple[_Edges, str]]":
        """What is looked for of each kind, and between which edges."""
        kinds = (
            (_NAME, [_name(one) for one in self.names if len(one.strip()) >= shortest_name]),
            (_PHONE, [_phone(one) for one in self.phones if len(_significant(one)) >= shortest_number]),
            (_ADDRESS, [_written(one, re.escape) for one in self.emails if one]),
            (_NAME, [_number(one) for one in self.numbers if len(one) >= SHORTEST_NUMBER]),
        )
        return [(edges, "|".join(words)) for edges, words in kinds if words]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edges:
    """What is looked for on both sides of a word; ``before`` and ``behind`` take it along."""

    start: str
    end: str
    before: str
    behind: str


_NAME = _Edges(  # in JSON a line ends in a letter: "\nJan"
    start=r"(?:(?<!\w)|(?<=\\[nrt]))", end=r"(?!\w)", before=r"(?:^|\W|\\[nrt])", behind=r"(?:$|\W)"
)
_ADDRESS = _Edges(
    start=r"(?:(?<![\w.+-])|(?<=\\[nrt]))",
    end=r"(?![\w-]|\.\w)",
    before=r"(?:^|[^\w.+-]|\\[nrt])",
    behind=r"(?:$|[^\w.-]|\.(?:$|\W))",
)
_PHONE = _Edges(start=r"(?<!\d)", end=r"(?!\d)", before=r"(?:^|\D)", behind=r"(?:$|\D)")


def _name(name: str) -> str:
    """A name, also with its first word behind the others: "Peeters Jan", "Van den Berg, Jan"."""
    first, *others = [_written(word, likeness) for word in unicodedata.normalize("NFC", name).split()]
    if not others:
        return first
    last = GAP.join(others)
    return rf"{first}{GAP}{last}|{last},?{GAP}{first}"


def _written(word: str, expression: Callable[[str], str]) -> str:
    """A word as it stands in a text, and in JSON where that is another way."""
    plain = expression(word)
    if '"' not in word and "\\" not in word:
        return plain
    return f"(?:{plain}|{expression(json.dumps(word, ensure_ascii=False)[1:-1])})"


def _phone(number: str) -> str:
    """A number however it is grouped; a Belgian one with its country code or without."""
    between, digits = r"[ ./()-]*", _significant(number)
    if digits.startswith("0"):
        return r"(?:(?:\+|00)?32[ ./()-]*(?:\(0\)[ ./()-]*)?|0)" + between.join(digits[1:])
    return r"\+?" + between.join(digits)


def _significant(number: str) -> str:
    """The digits that tell it from others: without how one dials out, a Belgian number as at home."""
    digits = _digits(number)
    if not number.strip().startswith(("+", "00")):
        return digits
    rest = digits.removeprefix("00")
    return f"0{rest.removeprefix('32').removeprefix('0')}" if rest.startswith("32") else rest


def _number(number: str) -> str:
    """An enterprise or VAT number however it is grouped; a Belgian one with its prefix or without."""
    compact = "".join(one for one in number if one.isascii() and one.isalnum()).removeprefix("BE")
    return r"(?:BE[ ./-]*)?" + r"[ ./-]*".join(compact)


def _digits(number: str) -> str:
    return "".join(digit for digit in number if digit.isascii() and digit.isdigit())
