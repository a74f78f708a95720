"""Gapless numbering: how a number is written, to which fiscal year it belongs, and proof that none is missing."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from smoall.domain.kernel.errors import Unparsable

LONGEST_NUMBER = 30
LONGEST_JOURNAL = 10
_PLACEHOLDER = re.compile(r"\{([a-z]+)(?::([1-9]))?\}")
# Letters, digits and what neither a file name, a URL, a spreadsheet nor a bank statement takes for something else.
_LITERAL = re.compile(r"[A-Za-z0-9._/-]*")
_MOST_MISSING = 1000


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a journal writes its numbers: ``{year}-{number:4}`` gives 2026-0001.

    Placeholders: ``{year}`` (2026), ``{yy}`` (26), ``{journal}`` (its code), ``{number}`` or ``{number:N}`` (at least N
    digits). Exactly one number and at least one year, so that two documents of a journal never share a number.
    """

    text: str

    def __post_init__(self) -> None:
        names = [name for name, _ in _PLACEHOLDER.findall(self.text)]
        widths_elsewhere = any(width and name != "number" for name, width in _PLACEHOLDER.findall(self.text))
        unknown = set(names) - {"year", "yy", "journal", "number"}
        if unknown or widths_elsewhere or not _LITERAL.fullmatch(_PLACEHOLDER.sub("", self.text)):
            raise Unparsable("PATTERN_CHARACTERS")
        if names.count("number") != 1:
            raise Unparsable("PATTERN_WITHOUT_NUMBER")
        if not {"year", "yy"} & set(names):
            raise Unparsable("PATTERN_WITHOUT_YEAR")
        if _touching(self.text):
            raise Unparsable("PATTERN_AMBIGUOUS")
        if len(self.format(fiscal_year=2000, journal="J" * LONGEST_JOURNAL, number=9_999_999)) > LONGEST_NUMBER:
            raise Unparsable("PATTERN_TOO_LONG", limit=str(LONGEST_NUMBER))

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """Read a pattern; Unparsable with a PATTERN_… code says what is wrong with it."""
        if len(text) > 100:
            raise Unparsable("PATTERN_TOO_LONG", limit=str(LONGEST_NUMBER))
        return cls(text.strip())

    def collides_with(self, other: "Pattern") -> bool:
        """Whether two journals with these patterns could write the same number: alike but for padding, no {journal}."""
        bare, other_bare = re.sub(r":[1-9]", "", self.text), re.sub(r":[1-9]", "", other.text)
        return bare == other_bare and "{journal}" not in bare

    def format(self, *, fiscal_year: int, journal: str, number: int) -> str:
        """The number as printed; more digits than the pattern asks for are written, never cut."""

        def fill(match: re.Match[str]) -> str:
            name, width = match[1], match[2]
            if name == "number":
                return f"{number:0{width or 1}d}"
            return {"year": f"{fiscal_year:04d}", "yy": f"{fiscal_year % 100:02d}", "journal": journal}[name]

        return _PLACEHOLDER.sub(fill, self.text)


def _touching(text: str) -> bool:
    """Whether number and journal stand side by side, or the number at a digit: 1 and 11 would then look alike."""
    filled = text.replace("{year}", "0000").replace("{yy}", "00")
    variable = r"(?:\{number(?::[1-9])?\}|\{journal\})"
    return re.search(rf"{variable}{variable}", filled) is not None


def fiscal_year_of(day: date, *, first_month: int) -> int:
    """The calendar year in which the fiscal year of ``day`` began; ``first_month`` is 1 to 12.

    With first_month 7, June 2026 belongs to 2025 and July 2026 to 2026: no number bears a year that is yet to come.
    """
    return day.year if day.month >= first_month else day.year - 1


def fiscal_year_end(day: date, *, first_month: int) -> date:
    """The last day of the fiscal year of ``day``, on which its books close."""
    following = fiscal_year_of(day, first_month=first_month) + 1
    return date(following, first_month, 1) - timedelta(days=1) if following <= date.max.year else date.max


@dataclass(frozen=True, slots=True)
class SequenceReport:
    """What a count of numbers found. ``missing`` names the first thousand; ``missing_count`` counts them all."""

    count: int
    last: int
    missing: tuple[int, ...]
    missing_count: int
    doubled: tuple[int, ...]

    @property
    def gapless(self) -> bool:
        """Whether every number from 1 to the last was given exactly once (Royal Decree no. 1 art. 5 §1, 2°)."""
        return not self.missing_count and not self.doubled


def check_sequence(numbers: Sequence[int]) -> SequenceReport:
    """Count the sequence numbers of one journal and fiscal year, in any order; the first should be 1."""
    given = Counter(numbers)
    last = max(given, default=0)
    missing: list[int] = []
    before = 0
    for number in sorted(given):
        room = max(_MOST_MISSING - len(missing), 0)
        missing.extend(range(before + 1, min(number, before + 1 + room)))
        before = number
    count = last - sum(1 for number in given if number > 0)
    return SequenceReport(
        len(numbers), last, tuple(missing), count, tuple(sorted(n for n, c in given.items() if c > 1))
    )


def out_of_order(dates: Mapping[int, date]) -> tuple[int, ...]:
    """The sequence numbers whose document is dated before one that was numbered earlier."""
    late: list[int] = []
    latest = date.min
    for number in sorted(dates):
        if dates[number] < latest:
            late.append(number)
        latest = max(latest, dates[number])
    return tuple(late)
