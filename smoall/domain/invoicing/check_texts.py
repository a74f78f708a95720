"""What free texts of a document should better not say."""

from collections.abc import Iterator

from smoall.domain.invoicing.document import Content
from smoall.domain.kernel.errors import Finding, Severity
from smoall.domain.kernel.national_number import holds_national_number


def check_texts(content: Content) -> Iterator[Finding]:
    """A national number has no business on an invoice: a warning at its place (GDPR art. 5(1)(c) and 87)."""
    texts = [("note", content.note), ("buyerReference", content.buyer_reference)]
    texts += [(f"lines[{at}].description", line.description) for at, line in enumerate(content.lines)]
    for path, text in texts:
        if text and holds_national_number(text):
            yield Finding("NATIONAL_NUMBER_IN_TEXT", path, severity=Severity.WARNING)
