"""The Belgian structured communication (communication structurée, gestructureerde mededeling; also VCS, OGM)."""

import re
from dataclasses import dataclass
from datetime import date

from smoall.domain.kernel.errors import Unparsable

_DECORATION = re.compile(r"[+*/.\s-]")
_LAST_NUMBER = 9_999_999


@dataclass(frozen=True, slots=True)
class StructuredCommunication:
    """Twelve digits: ten, then those modulo 97 in two digits (97 for 0), as Febelfin and the banks check them."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{12}", self.digits) or self.digits[10:] != _check_digits(self.digits[:10]):
            raise Unparsable("STRUCTURED_COMMUNICATION_INVALID")

    @classmethod
    def of(cls, ten_digits: str) -> "StructuredCommunication":
        """Ten digits with their check digits appended: 0108068171 → +++010/8068/17183+++."""
        if not re.fullmatch(r"[0-9]{10}", ten_digits):
            raise Unparsable("STRUCTURED_COMMUNICATION_INVALID")
        return cls(ten_digits + _check_digits(ten_digits))

    @classmethod
    def parse(cls, text: str) -> "StructuredCommunication":
        """Read ``+++123/4567/89002+++``, ``***…***`` or bare digits; STRUCTURED_COMMUNICATION_INVALID otherwise."""
        return cls(_DECORATION.sub("", text[:60]))

    @classmethod
    def for_document(cls, *, fiscal_year: int, journal: int, number: int) -> "StructuredCommunication":
        """``yy j nnnnnnn``: the fiscal year's last two digits, the journal's ordinal 0–9, the sequence number.

        Unique in an organisation for a hundred years; a number above 9 999 999 is STRUCTURED_COMMUNICATION_EXHAUSTED.
        """
        if not (0 <= journal <= 9 and 1 <= number <= _LAST_NUMBER and date.min.year <= fiscal_year <= date.max.year):
            raise Unparsable("STRUCTURED_COMMUNICATION_EXHAUSTED", number=str(number))
        return cls.of(f"{fiscal_year % 100:02d}{journal}{number:07d}")

    @property
    def formatted(self) -> str:
        """As printed on a transfer: ``+++123/4567/89002+++``."""
        return f"+++{self.digits[:3]}/{self.digits[3:7]}/{self.digits[7:]}+++"

    def __str__(self) -> str:
        return self.digits


def _check_digits(ten_digits: str) -> str:
    return f"{int(ten_digits) % 97 or 97:02d}"
