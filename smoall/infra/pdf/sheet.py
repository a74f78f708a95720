"""What goes to the printer: a page, and the electronic invoice that belongs to it."""

from dataclasses import dataclass
from datetime import date

from smoall.domain.invoicing.document import IssuedDocument


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page, the UBL that goes with it (none: empty) and under which file name, and the document's date."""

    html: str
    ubl: bytes
    name: str
    on: date


def sheet_of(document: IssuedDocument, *, ubl: bytes) -> Sheet:
    """The page of ``document`` with ``ubl`` as ``<number>.xml``; what a file name cannot hold becomes a hyphen."""
    # Late, so that the child, which only reads sheets, does not load Jinja2 and Babel.
    from smoall.infra.pdf.page import render_html

    name = "".join(char if char.isalnum() or char in "-_." else "-" for char in document.number)
    return Sheet(render_html(document), ubl, f"{name}.xml", document.issued_on)
