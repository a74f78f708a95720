"""Figures of one column, aligned on their decimal sign although they have different numbers of decimals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from smoall.domain.kernel.language import Language

# The stylesheet's cell paddings, in points.
GAP, NARROW_GAP = 12, 6
# Advances of the typeface in thousandths of its size: a tabular figure is 497, letters are about 500.
_FIGURE, _LETTER, _WIDE, _SIGN = 500, 530, 860, 260
_CELL_SIZE, _HEAD_SIZE = 9, 7.5
_DECIMAL = {Language.FR: ",", Language.NL: ",", Language.DE: ",", Language.EN: "."}


@dataclass(frozen=True, slots=True)
class Figure:
    """A written number and the invisible figures that fill its decimals up to the longest of the column."""

    written: str
    filler: str

    @property
    def full(self) -> str:
        """The figures that take up room, visible or not."""
        return self.written + self.filler


def aligned(written: Sequence[str], *, language: Language) -> tuple[Figure, ...]:
    """The numbers with their fillers; with tabular figures set flush right, the decimal signs stand in one line."""
    sign = _DECIMAL[language]
    longest = max((len(_decimals(number, sign)) for number in written), default=0)
    return tuple(Figure(number, _filler(_decimals(number, sign), longest, sign)) for number in written)


def width(head: str, cells: Sequence[str]) -> int:
    """Points that a column needs so that neither its heading (7.5 pt) nor its widest cell (9 pt) breaks."""
    widest = max(map(_advance, cells), default=0)
    return ceil(max(_advance(head) * _HEAD_SIZE, widest * _CELL_SIZE) / 1000)


def _advance(text: str) -> int:
    return sum(map(_letter, text))


def _letter(char: str) -> int:
    if char.isdigit() or char == "\N{MINUS SIGN}":
        return _FIGURE
    if char in "%mMW@" or ord(char) > 0x2100:
        return _WIDE
    return _LETTER if char.isalpha() else _SIGN


def _decimals(number: str, sign: str) -> str:
    return number.partition(sign)[2]


def _filler(decimals: str, longest: int, sign: str) -> str:
    missing = "0" * (longest - len(decimals))
    return missing if decimals or not missing else sign + missing
