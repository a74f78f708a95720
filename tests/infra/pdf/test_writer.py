"""The PDF as its reader finds it: texts in four languages, pages, PDF/A, attachment, and no way out."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from smoall.domain.kernel.language import Language
from smoall.infra.pdf.sheet import Sheet, sheet_of
from smoall.infra.pdf.writer import closed_fetcher
from tests import builders
from tests.infra.pdf import samples
from tests.infra.pdf.printing import opened, pages_of, pdf_of, print_sheet, printed, text_of

WORDS = {
    Language.FR: (
        "Facture F2026-0001", "Échéance 23 décembre 2026", "heure", "1 923,25", "21 %", "Total HTVA 2 946,25 €",
        "TVA 618,71 €", "Total TVAC 3 564,96 €", "À payer 3 564,96 €", "Votre n° de TVA BE 0999.000.228", "Page 1 / 1",
    ),
    Language.NL: (
        "Factuur F2026-0001", "Vervaldag 23 december 2026", "uur", "1.923,25", "21%", "Totaal excl. btw € 2.946,25",
        "Btw € 618,71", "Totaal incl. btw € 3.564,96", "Te betalen € 3.564,96",
        "Uw btw-nummer BE 0999.000.228", "Pagina 1 / 1",
    ),
    Language.DE: (
        "Rechnung F2026-0001", "Fällig am 23. Dezember 2026", "Stunde", "1.923,25", "21 %",
        "Gesamt ohne MwSt. 2.946,25 €",
        "MwSt. 618,71 €", "Gesamt inkl. MwSt. 3.564,96 €", "Zu zahlen 3.564,96 €",
        "Ihre MwSt.-Nummer BE 0999.000.228", "Seite 1 / 1",
    ),
    Language.EN: (
        "Invoice F2026-0001", "Due date 23 December 2026", "hour", "1,923.25", "21%", "Total excl. VAT €2,946.25",
        "VAT €618.71", "Total incl. VAT €3,564.96", "To pay €3,564.96", "Your VAT number BE 0999.000.228", "Page 1 / 1",
    ),
}  # fmt: skip
COMMON = (
    "Menuiserie du Canal", "Drukkerij De Gouden Inkt", "Korenlei 7", "9000 Gent", "PO-77/2026", "+++202/6000/00192+++",
    "BE68 5390 0754 7034", "TESTBEB1XXX", "RPM Bruxelles", "0999.000.129", "Escompte : néant.",
)  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_an_invoice_says_what_it_must(language: Language) -> None:
    text = text_of(pdf_of(samples.short(language)))

    assert [words for words in (*WORDS[language], *COMMON) if words not in text] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.FR,
            ("Note de crédit NC2026-0001", "Relative à la facture F2026-0001 du 2 novembre 2026", "Total crédité TVAC"),
        ),
        (Language.NL, ("Creditnota NC2026-0001", "Bij factuur F2026-0001 van 2 november 2026", "Totaal gecrediteerd")),
        (
            Language.DE,
            ("Gutschrift NC2026-0001", "Zur Rechnung F2026-0001 vom 2. November 2026", "Gutschrift inkl. MwSt."),
        ),
        (Language.EN, ("Credit note NC2026-0001", "For invoice F2026-0001 of 2 November 2026", "Total credited")),
    ],
)
def test_a_credit_note_names_its_invoice_and_asks_for_no_money(language: Language, words: tuple[str, ...]) -> None:
    document = samples.credit_note(language)
    text = text_of(pdf_of(document))

    assert [word for word in words if word not in text] == []
    assert "+++" not in text
    assert "TESTBEB1XXX" not in text
    assert 'alt="EPC QR"' not in sheet_of(document, ubl=b"").html
    assert 'alt="EPC QR"' in sheet_of(samples.short(language), ubl=b"").html


def test_sixty_lines_take_three_pages_each_with_heading_number_and_footer() -> None:
    pages = pages_of(pdf_of(samples.long()))

    assert len(pages) == 3
    assert all("Prix unitaire" in page and "Facture F2026-0001" in page and "RPM Bruxelles" in page for page in pages)
    assert [f"Page {number} / 3" in page for number, page in enumerate(pages, 1)] == [True, True, True]
    assert "Total TVAC" in pages[2]
    assert "Remise de fidélité 3 % (TVA 21 %)" in pages[2]


@pytest.mark.parametrize("count", [13, 14, 45])
def test_totals_never_stand_without_a_line_above_them(count: int) -> None:
    pages = pages_of(printed(samples.long(count=count)))
    page = next(page for page in pages if "Total TVAC" in page)

    assert "Étude préliminaire" in page or "Impression" in page or "Conception" in page


def test_awkward_texts_are_printed_as_they_are() -> None:
    text = text_of(pdf_of(samples.awkward()))

    assert "<script>alert('x')</script> “Guillemets” & Söhne ☐ GmbH" in text
    assert "123 456 789 012,34" in text
    assert "{{ 7 * 7 }}" in text
    assert "FRANCE" in text
    assert "A" * 30 in text


def test_a_description_longer_than_a_page_loses_no_word() -> None:
    words = " ".join(f"mot{n}" for n in range(3000))
    text = text_of(printed(samples.printed((builders.line(description=words),))))

    assert [n for n in range(3000) if f"mot{n} " not in text] == []


def test_the_ubl_is_attached_once_as_the_alternative_of_the_page() -> None:
    pdf = opened(pdf_of(samples.short()))
    associated = [entry.get_object() for entry in pdf.root_object["/AF"]]  # type: ignore[attr-defined]

    assert pdf.attachments == {"F2026-0001.xml": [samples.UBL]}
    assert [(entry["/UF"], entry["/AFRelationship"]) for entry in associated] == [("F2026-0001.xml", "/Alternative")]
    assert associated[0]["/EF"]["/F"]["/Subtype"] in {"/application/xml", "/text/xml"}


def test_the_name_of_the_attachment_is_a_file_name() -> None:
    assert sheet_of(samples.awkward(), ubl=b"").name == "2026-0001.xml"


def test_it_is_pdf_a_3b_with_title_author_and_language() -> None:
    pdf = opened(pdf_of(samples.short(Language.NL)))
    xmp = pdf.xmp_metadata

    assert xmp is not None
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("3", "B")
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == ("Factuur F2026-0001", "Menuiserie du Canal")
    assert str(pdf.root_object["/Lang"]) == "nl"
    assert "/OutputIntents" in pdf.root_object


def test_only_the_typeface_of_the_wheel_is_used() -> None:
    pdf = opened(pdf_of(samples.short()))
    fonts: Any = pdf.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {font.get_object()["/BaseFont"] for font in fonts.values()}

    assert all("Smoall-Sans" in name for name in names)


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    document = samples.short()

    assert print_sheet(sheet_of(document, ubl=samples.UBL), PYTHONHASHSEED="7") == pdf_of(document)


@pytest.fixture
def probe() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that remembers who called."""
    hits: list[str] = []

    class Remember(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Remember) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", hits
        server.shutdown()


def test_nothing_in_a_page_is_fetched(probe: tuple[str, list[str]], tmp_path: Path) -> None:
    base, hits = probe
    secret = tmp_path / "secret.txt"
    secret.write_text("a canary in a file")
    picture = b64encode(
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{base}/nested"/>'
        f'<image href="{secret.as_uri()}"/></svg>'.encode()
    ).decode()
    html = f"""<link rel=stylesheet href="{base}/css"><link rel=attachment href="{secret.as_uri()}">
        <link rel=attachment href="{base}/attachment"><style>@import url({base}/import); @import url({secret.as_uri()});
        p {{ background: url({base}/background) }}</style><p>text<img src="{base}/img"><img src="{secret.as_uri()}">
        <object data="{base}/object"></object><embed src="{base}/embed"><iframe src="{base}/iframe"></iframe>
        <svg><image href="{base}/svg"/></svg><img src="data:image/svg+xml;base64,{picture}">
        <a rel=attachment href="{secret.as_uri()}">a</a>"""

    pdf = opened(print_sheet(Sheet(html, b"<x/>", "x.xml", date(2026, 1, 1))))

    assert hits == []
    assert list(pdf.attachments) == ["x.xml"]
    assert "canary" not in pdf.pages[0].extract_text()


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "http://127.0.0.1:9/", "ftp://127.0.0.1/", "FILE:///etc/hostname"]
)
def test_the_fetcher_refuses_everything_but_data(url: str) -> None:
    with pytest.raises(ValueError, match="disallowed"):
        closed_fetcher().fetch(url)


def test_the_fetcher_serves_data() -> None:
    assert closed_fetcher().fetch("data:text/plain,abc").read() == b"abc"


def test_a_broken_logo_does_not_stop_the_print() -> None:
    seller = builders.seller(logo="data:image/png;base64,AAAA")

    assert "Total TVAC" in text_of(printed(samples.printed((builders.line(),), seller=seller)))


def test_amounts_too_large_for_a_transfer_are_printed_without_a_code() -> None:
    line = builders.line(unit_price=Decimal("999999999999.99"), quantity=Decimal(1))

    assert "999 999 999 999,99" in text_of(printed(samples.printed((line,))))
