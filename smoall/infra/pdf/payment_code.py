"""The QR code that fills in a transfer in the buyer's banking app (EPC069-12 v2.1, version 002, SEPA credit transfer).

A Belgian structured communication goes into the *structured* remittance field (line 10) as its twelve bare digits: apps
of Belgian banks then fill in their structured field, so that the payment comes back on the statement as one (CODA
communication type 101); in the free text (line 11) the apps take it for a message. Either line excludes the other.
"""

import io
from decimal import Decimal

import segno

from smoall.infra.pdf.formats import one_line

_LARGEST_AMOUNT = Decimal("999999999.99")
_LONGEST_NAME, _LONGEST_REFERENCE, _LONGEST_TEXT, _LARGEST_PAYLOAD = 70, 35, 140, 331


def payload(
    *,
    name: str,
    iban: str,
    amount: Decimal,
    bic: str | None = None,
    reference: str | None = None,
    text: str | None = None,
) -> str | None:
    """The code's text, or None when EPC069-12 cannot express the payment.

    None: an amount below 0.01 or above 999 999 999.99 euro, or more than 331 bytes. The name is cut at 70
    characters, the free text at 140, and left out when there is a ``reference``. LF separates the lines.
    """
    if not Decimal("0.01") <= amount <= _LARGEST_AMOUNT:
        return None
    structured = _compact(reference)[:_LONGEST_REFERENCE]
    free = "" if structured else one_line(text)[:_LONGEST_TEXT]
    beneficiary = one_line(name)[:_LONGEST_NAME]
    lines = [
        "BCD",
        "002",
        "1",
        "SCT",
        _compact(bic),
        beneficiary,
        _compact(iban),
        f"EUR{amount:.2f}",
        "",
        structured,
        free,
    ]
    written = "\n".join(lines).rstrip("\n")
    return written if len(written.encode()) <= _LARGEST_PAYLOAD else None


def svg(written: str) -> bytes:
    """The code as an SVG of one path, error correction level M as EPC069-12 demands, quiet zone left to the page."""
    out = io.BytesIO()
    segno.make_qr(written, error="m", boost_error=False, encoding="utf-8", eci=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, dark="#000"
    )
    return out.getvalue()


def _compact(text: str | None) -> str:
    return "".join((text or "").split())
