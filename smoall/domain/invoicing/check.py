"""All that can be wrong with a draft and with issuing it, with the official rule's id where there is one."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from smoall.domain.invoicing.check_dates import check_dates
from smoall.domain.invoicing.check_numbers import check_amounts, check_numbers
from smoall.domain.invoicing.check_parties import check_buyer, check_seller
from smoall.domain.invoicing.check_texts import check_texts
from smoall.domain.invoicing.check_vat import (
    check_buyer_numbers,
    check_delivery,
    check_mix,
    check_rates,
    check_regime,
    check_seller_numbers,
)
from smoall.domain.invoicing.content_input import clean_content
from smoall.domain.invoicing.document import Content, DocumentKind
from smoall.domain.invoicing.limits import MAX_DISCOUNTS, MAX_LINES
from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.party import Party


def check_draft(content: Content) -> tuple[Finding, ...]:
    """What a draft may not hold: texts, codes and numbers that no document could bear, now or later.

    A draft may be incomplete: without lines, without delivery, for a customer whose numbers are still missing; that is
    for ``check_issue``. Above MAX_LINES the count is the only finding. Never raises, whatever the numbers are.
    """
    _, findings = clean_content(content)
    if len(content.lines) > MAX_LINES or len(content.discounts) > MAX_DISCOUNTS:
        return findings
    numbers = (*check_numbers(content), *check_rates(content))
    sound = not any(finding.fatal for finding in numbers)
    amounts = tuple(check_amounts(content)) if sound else ()
    return (*findings, *numbers, *amounts, *check_mix(content), *check_texts(content))


def check_issue(
    content: Content,
    *,
    seller: Party,
    buyer: Party,
    issued_on: date,
    today: date,
    last_issued_on: date | None,
    small_enterprise: bool | None = None,
) -> tuple[Finding, ...]:
    """All that stands against issuing ``content`` on that day; follow it with ``refuse_fatal``.

    ``last_issued_on`` is the date of the journal's latest document, ``small_enterprise`` whether the seller is under
    the exemption scheme of VAT Code art. 56bis (None: not known, not checked; a credit note follows its invoice, from
    before or after a change of scheme). A missing buyer reference is no finding:
    ``decide_issue`` fills one in (PEPPOL-EN16931-R003).
    """
    return (
        *check_draft(content),
        *_lines(content),
        *check_seller(seller, content=content),
        *check_buyer(buyer),
        *check_seller_numbers(content, seller=seller),
        *check_buyer_numbers(content, buyer=buyer),
        *check_delivery(content, buyer=buyer),
        *check_regime(content, small_enterprise=small_enterprise if content.kind is DocumentKind.INVOICE else None),
        *check_dates(issued_on, today=today, last_issued_on=last_issued_on, delivered_on=_delivery_of(content)),
    )


def _lines(content: Content) -> Iterator[Finding]:
    if not content.lines:
        yield Finding("LINES_MISSING", "lines", "BR-16")
    positions = Counter(line.position for line in content.lines)
    for at, line in enumerate(content.lines):
        if positions[line.position] > 1:
            yield Finding("LINE_POSITION_DOUBLE", f"lines[{at}]", "BR-21", values={"position": str(line.position)})


def _delivery_of(content: Content) -> date | None:
    # A credit note repeats the invoice's delivery, however long ago that was.
    return content.delivered_on if content.kind is DocumentKind.INVOICE else None
