"""HTML to PDF/A-3b with the electronic invoice inside. It imports WeasyPrint when called: do that in a child."""

from datetime import datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from smoall.domain.invoicing.document import IssuedDocument
from smoall.infra.pdf.fonts import font_faces
from smoall.infra.pdf.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher


def render_pdf(document: IssuedDocument, *, ubl: bytes) -> bytes:
    """The document as PDF/A-3b with its UBL attached as the alternative form of the same invoice.

    Renders in this process and needs Pango: for the child, tests and tools. Everything else uses ``ChildRenderer``.
    """
    return write_pdf(sheet_of(document, ubl=ubl))


def write_pdf(sheet: Sheet) -> bytes:
    """The same sheet gives the same bytes: no clock and no random identifier enter the file."""
    from weasyprint import HTML, Attachment

    fetcher, fonts, styles = _tools()
    at = datetime.combine(sheet.on, time())
    ubl = Attachment(
        string=sheet.ubl,
        url_fetcher=fetcher,
        name=sheet.name,
        description="UBL 2.1, Peppol BIS Billing 3.0",
        relationship="Alternative",
        created=at,
        modified=at,
    )
    pdf: bytes = HTML(string=sheet.html, url_fetcher=fetcher).write_pdf(
        stylesheets=[styles],
        font_config=fonts,
        attachments=[ubl] if sheet.ubl else [],
        pdf_variant="pdf/a-3b",
        pdf_tags=True,
        finisher=_list_once,
    )
    return pdf


def _list_once(_document: object, pdf: Any) -> None:
    """WeasyPrint 70 lists an attachment twice among the associated files: once by its name, once as an object."""
    if "AF" in pdf.catalog:
        files = pdf.catalog["AF"]
        files[:] = dict.fromkeys(files)


def closed_fetcher() -> "URLFetcher":
    """A fetcher that serves ``data:`` URLs and refuses everything else: files, the network, redirects."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


@cache
def _tools() -> tuple[Any, Any, Any]:
    """Fetcher, fonts and their rules: made once, for fonts are the dearest part of a small document."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = closed_fetcher(), FontConfiguration()
    return fetcher, fonts, CSS(string=font_faces(), font_config=fonts, url_fetcher=fetcher)
