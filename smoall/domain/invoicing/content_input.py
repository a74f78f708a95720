"""A document's content as a person typed it: texts cleaned, codes read, numbers plain; every finding at once."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from smoall.domain.invoicing.document import Content, Discount
from smoall.domain.invoicing.limits import (
    DESCRIPTION_LENGTH,
    FACTOR_BELOW,
    MAX_DISCOUNTS,
    MAX_LINES,
    NOTE_LENGTH,
    REASON_LENGTH,
    REFERENCE_LENGTH,
)
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import EXEMPTIONS, Vat
from smoall.domain.kernel.countries import country_code
from smoall.domain.kernel.currencies import currency_code
from smoall.domain.kernel.errors import Finding, Unparsable, collect
from smoall.domain.kernel.money import decimals, plain
from smoall.domain.kernel.text import clean_text, optional_text
from smoall.domain.kernel.units import unit_code


def clean_content(content: Content) -> tuple[Content, tuple[Finding, ...]]:
    """The content as it is stored, and what is wrong with its texts and codes; numbers are judged by ``check_draft``.

    Texts are trimmed and in NFC, codes in capitals, numbers without exponent. A field with a finding keeps what was
    typed. More than MAX_LINES lines (TOO_MANY_LINES) are not looked at one by one.
    """
    findings: list[Finding] = []
    too_many = _too_many(content)
    if too_many:
        return content, too_many

    def read(path: str, parse: Callable[[str], str | None], text: str | None) -> str | None:
        if text is None:
            return None
        found = len(findings)
        value = collect(findings, path, parse, text)
        return text if len(findings) > found else value

    cleaned = replace(
        content,
        lines=tuple(_clean_line(line, path=f"lines[{at}]", findings=findings) for at, line in enumerate(content.lines)),
        discounts=tuple(
            _clean_discount(discount, path=f"discounts[{at}]", findings=findings)
            for at, discount in enumerate(content.discounts)
        ),
        currency=read("currency", currency_code, content.currency) or "",
        buyer_reference=read(
            "buyerReference", partial(optional_text, max_length=REFERENCE_LENGTH), content.buyer_reference
        ),
        note=read("note", partial(optional_text, max_length=NOTE_LENGTH, multiline=True), content.note),
        delivery_country=read("deliveryCountry", country_code, content.delivery_country),
        exemption=read("exemptionReason", exemption_code, content.exemption),
    )
    return cleaned, tuple(findings)


def exemption_code(text: str) -> str:
    """Read a VATEX code that EXEMPT lines may bear; EXEMPTION_UNKNOWN otherwise (BR-CL-22)."""
    code = text.strip().upper()
    if code not in EXEMPTIONS:
        raise Unparsable("EXEMPTION_UNKNOWN", rule_id="BR-CL-22", exemption=code[:30])
    return code


def _too_many(content: Content) -> tuple[Finding, ...]:
    found = []
    if len(content.lines) > MAX_LINES:
        found.append(_limit("TOO_MANY_LINES", path="lines", count=len(content.lines), limit=MAX_LINES))
    if len(content.discounts) > MAX_DISCOUNTS:
        found.append(_limit("TOO_MANY_DISCOUNTS", path="discounts", count=len(content.discounts), limit=MAX_DISCOUNTS))
    return tuple(found)


def _limit(code: str, *, path: str, count: int, limit: int) -> Finding:
    return Finding(code, path, values={"count": str(count), "limit": str(limit)})


def _clean_line(line: Line, *, path: str, findings: list[Finding]) -> Line:
    describe = partial(clean_text, max_length=DESCRIPTION_LENGTH, multiline=True)
    return replace(
        line,
        description=_kept(collect(findings, f"{path}.description", describe, line.description), line.description),
        unit=_kept(collect(findings, f"{path}.unit", unit_code, line.unit), line.unit),
        quantity=_plain(line.quantity),
        unit_price=_plain(line.unit_price),
        discount_percent=_plain(line.discount_percent),
        vat=_plain_vat(line.vat),
    )


def _clean_discount(discount: Discount, *, path: str, findings: list[Finding]) -> Discount:
    explain = partial(clean_text, max_length=REASON_LENGTH)
    return replace(
        discount,
        reason=_kept(collect(findings, f"{path}.reason", explain, discount.reason), discount.reason),
        vat=_plain_vat(discount.vat),
        percent=None if discount.percent is None else _plain(discount.percent),
        amount=None if discount.amount is None else _plain(discount.amount),
    )


def _kept(value: str | None, typed: str) -> str:
    return typed if value is None else value


def _plain_vat(vat: Vat) -> Vat:
    return replace(vat, rate=_plain(vat.rate))


def _plain(number: Decimal) -> Decimal:
    # Beyond the limits an exponent may stand for a million digits; check_draft refuses those as they are.
    sane = number.is_finite() and abs(number) < FACTOR_BELOW**2 and decimals(number) <= 30
    return plain(number) if sane else number
