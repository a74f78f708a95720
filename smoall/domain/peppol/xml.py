"""The few XML pieces that UBL is made of. Nothing empty is ever written: PEPPOL-EN16931-R008 is fatal."""

import re
from decimal import Decimal

_SPECIAL = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_FORBIDDEN = re.compile("[\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': '"', "\t": "\t", "\n": "\n", "\r": ""}
_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\n": " ", "\r": ""}


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 forbids and without outer white space."""
    return _FORBIDDEN.sub("", text).strip()


def clean(text: str) -> str:
    """Escape for element content; characters that XML 1.0 forbids are dropped, outer white space too."""
    return _SPECIAL.sub(lambda found: _TEXT.get(found[0], ""), text).strip()


def attribute(name: str, value: str) -> str:
    """`` name="value"``, escaped, with its leading space."""
    return f' {name}="{_SPECIAL.sub(lambda found: _ATTRIBUTE.get(found[0], ""), value)}"'


def leaf(name: str, value: str | None, attributes: str = "") -> str:
    """``<cbc:name>value</cbc:name>``, or nothing when the value is blank."""
    text = clean(value) if value else ""
    return f"<cbc:{name}{attributes}>{text}</cbc:{name}>" if text else ""


def group(name: str, *children: str) -> str:
    """``<cac:name>…</cac:name>`` around the children, or nothing when they are all empty."""
    inside = "".join(children)
    return f"<cac:{name}>{inside}</cac:{name}>" if inside else ""


def plain(number: Decimal) -> str:
    """A decimal without exponent, trailing zeros or negative zero: ``1E+3`` → ``1000``, ``2.50`` → ``2.5``."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(name: str, value: Decimal, currency: str) -> str:
    """An amount with its currency and exactly two decimals (BR-DEC-*, UBL-DT-01); it is already in cents."""
    return leaf(name, format(value or Decimal(0), ".2f"), attribute("currencyID", currency))
