"""Numbers that the outside world gave: enterprise numbers, VAT numbers, bank accounts. Parsed once, kept compact."""

import re
from dataclasses import dataclass

from stdnum import bic as bic_numbers
from stdnum import iban as iban_numbers
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError

from smoall.domain.kernel.countries import COUNTRIES, EU_COUNTRIES
from smoall.domain.kernel.errors import Unparsable

_LONGEST = 60
_SEPARATORS = re.compile(r"[\s.\-/]")


@dataclass(frozen=True, slots=True)
class EnterpriseNumber:
    """A number of the Crossroads Bank for Enterprises (BCE/KBO): ten digits, the first 0 or 1.

    The last two are 97 − (first eight mod 97), as PEPPOL-COMMON-R043 checks them too.
    """

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[01][0-9]{9}", self.digits):
            raise Unparsable("ENTERPRISE_NUMBER_INVALID")
        if int(self.digits[8:]) != 97 - int(self.digits[:8]) % 97:
            raise Unparsable("ENTERPRISE_NUMBER_CHECK_DIGITS", rule_id="PEPPOL-COMMON-R043")

    @classmethod
    def parse(cls, text: str) -> "EnterpriseNumber":
        """Read ``0403.170.701``, ``BE 0403170701`` or the older nine digits ``403170701``."""
        compact = _compact(text).removeprefix("BE")
        return cls(compact.zfill(10) if re.fullmatch(r"[0-9]{9}", compact) else compact)

    @property
    def vat_number(self) -> str:
        """The VAT number that belongs to it, whether or not VAT has been registered: ``BE0403170701``."""
        return f"BE{self.digits}"

    @property
    def formatted(self) -> str:
        """As people write it: ``0403.170.701``."""
        return f"{self.digits[:4]}.{self.digits[4:7]}.{self.digits[7:]}"

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class VatNumber:
    """A VAT number with its country prefix (BR-CO-09): ``BE0403170701``; Greece is EL, Northern Ireland XI.

    Belgian and other EU numbers have their check digits verified; others only their form. Whether the number is
    registered is a question to VIES, not to its digits.
    """

    compact: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{2}[A-Z0-9+*]{2,18}", self.compact):
            raise Unparsable("VAT_NUMBER_INVALID")
        if self.prefix not in COUNTRIES | {"EL", "XI"}:
            raise Unparsable("VAT_NUMBER_COUNTRY", rule_id="BR-CO-09", country=self.prefix)
        if self.prefix == "BE":
            EnterpriseNumber(self.compact[2:])
        elif self.european and not _verified(self.compact):
            raise Unparsable("VAT_NUMBER_CHECK_DIGITS", country=self.prefix)

    @classmethod
    def parse(cls, text: str) -> "VatNumber":
        """Read a number with its country prefix, with or without spaces, dots and dashes."""
        compact = _compact(text)
        if compact.startswith("BE"):
            compact = EnterpriseNumber.parse(compact).vat_number
        return cls("EL" + compact[2:] if compact.startswith("GR") else compact)

    @property
    def prefix(self) -> str:
        """The two letters in front: a country code, EL or XI."""
        return self.compact[:2]

    @property
    def country(self) -> str:
        """The ISO 3166-1 country that gave it: GR for EL, GB for XI."""
        return {"EL": "GR", "XI": "GB"}.get(self.prefix, self.prefix)

    @property
    def european(self) -> bool:
        """Whether intra-Community rules accept it: a member state's, or Northern Ireland's (goods only)."""
        return self.prefix == "XI" or self.country in EU_COUNTRIES

    def __str__(self) -> str:
        return self.compact


@dataclass(frozen=True, slots=True)
class Iban:
    """An international bank account number (ISO 13616): structure and check digits verified."""

    compact: str

    def __post_init__(self) -> None:
        try:
            # National check digits are left alone: banks do not verify them and some countries changed theirs.
            iban_numbers.validate(self.compact, check_country=False)
        except ValidationError:
            raise Unparsable("IBAN_INVALID") from None

    @classmethod
    def parse(cls, text: str) -> "Iban":
        """Read ``BE68 5390 0754 7034``; IBAN_INVALID when it is not one."""
        return cls(_compact(text))

    @property
    def formatted(self) -> str:
        """In groups of four: ``BE68 5390 0754 7034``."""
        return " ".join(self.compact[start : start + 4] for start in range(0, len(self.compact), 4))

    def __str__(self) -> str:
        return self.compact


@dataclass(frozen=True, slots=True)
class Bic:
    """A bank's identifier (ISO 9362), eight or eleven characters."""

    compact: str

    def __post_init__(self) -> None:
        try:
            bic_numbers.validate(self.compact)
        except ValidationError:
            raise Unparsable("BIC_INVALID") from None

    @classmethod
    def parse(cls, text: str) -> "Bic":
        """Read ``KREDBEBB`` or ``KRED BE BB XXX``; BIC_INVALID when it is not one."""
        return cls(_compact(text))

    def __str__(self) -> str:
        return self.compact


def _compact(text: str) -> str:
    # ASCII only: other scripts' digits would pass isdigit() and reach documents that nobody could verify.
    if len(text) > _LONGEST or not text.isascii():
        return ""
    return _SEPARATORS.sub("", text).upper()


def _verified(number: str) -> bool:
    try:
        return bool(eu_vat.validate(number) in {number, "GR" + number[2:]})
    except ValidationError:
        return False
