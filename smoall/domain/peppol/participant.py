"""Electronic addresses: the scheme and value under which a party is found in the Peppol network (BT-34, BT-49).

The schemes are those of Peppol's own list (PEPPOL-EN16931-CL008, release 2026.5). E-mail (``EM``) is in the list of
EN 16931 and not in Peppol's, so a party that has nothing but an e-mail address cannot be reached by Peppol.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stdnum.no import orgnr

from smoall.domain.kernel.party import Party


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An EAS scheme (``0208``) and the value under it (``0403170701``)."""

    scheme: str
    value: str


EMAIL_SCHEME = "EM"

_VAT_SCHEMES: Mapping[str, str] = {
    "AD": "9922",
    "AL": "9923",
    "AT": "9914",
    "BA": "9924",
    "BE": "9925",
    "BG": "9926",
    "CH": "9927",
    "CY": "9928",
    "CZ": "9929",
    "DE": "9930",
    "EE": "9931",
    "EL": "9933",
    "ES": "9920",
    "FR": "9957",
    "GB": "9932",
    "GR": "9933",
    "HR": "9934",
    "HU": "9910",
    "IE": "9935",
    "IT": "0211",
    "LI": "9936",
    "LT": "9937",
    "LU": "9938",
    "LV": "9939",
    "MC": "9940",
    "ME": "9941",
    "MK": "9942",
    "MT": "9943",
    "NL": "9944",
    "PL": "9945",
    "PT": "9946",
    "RO": "9947",
    "RS": "9948",
    "SI": "9949",
    "SK": "9950",
    "SM": "9951",
    "TR": "9952",
    "VA": "9953",
    "XI": "9932",
}


def _norwegian(number: str) -> Endpoint | None:
    """Norway is outside VIES, so that nobody has verified the check digit yet (PEPPOL-COMMON-R041)."""
    return Endpoint("0192", number[2:11]) if orgnr.is_valid(number[2:11]) else None


# The north has no VAT scheme in Peppol's list; there the VAT number contains the national number that has one.
_NATIONAL: Mapping[str, Callable[[str], Endpoint | None]] = {
    "DK": lambda number: Endpoint("0184", number),
    "FI": lambda number: Endpoint("0216", "0037" + number[2:]),
    "NO": _norwegian,
    "SE": lambda number: Endpoint("0007", number[2:12]),
}


def is_belgian(enterprise_number: str) -> bool:
    """Ten digits, of which the last two are 97 minus the first eight modulo 97 (PEPPOL-COMMON-R043)."""
    if len(enterprise_number) != 10 or not (enterprise_number.isascii() and enterprise_number.isdigit()):
        return False
    return int(enterprise_number[8:]) == 97 - int(enterprise_number[:8]) % 97


def peppol_endpoint(party: Party) -> Endpoint | None:
    """Where Peppol reaches the party: 0208 and its enterprise number, else its VAT country's scheme, or None."""
    if party.enterprise_number and is_belgian(party.enterprise_number):
        return Endpoint("0208", party.enterprise_number)
    number = party.vat_number or ""
    if national := _NATIONAL.get(number[:2]):
        return national(number)
    scheme = _VAT_SCHEMES.get(number[:2])
    return Endpoint(scheme, number) if scheme else None


def any_endpoint(party: Party) -> Endpoint | None:
    """The Peppol endpoint, else the e-mail address under EN 16931's ``EM``, else None."""
    return peppol_endpoint(party) or (Endpoint(EMAIL_SCHEME, party.email) if party.email else None)
