"""Print in a child, as production does, and read the PDF back as a reader sees it."""

import asyncio
import io
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from pypdf import PdfReader

from smoall.domain.invoicing.document import IssuedDocument
from smoall.infra.pdf.child import DONE
from smoall.infra.pdf.frames import read_block, write_blocks
from smoall.infra.pdf.renderer import ChildRenderer
from smoall.infra.pdf.sheet import Sheet
from tests.infra.pdf.samples import UBL

PRINTER = ChildRenderer()


def printed(document: IssuedDocument) -> bytes:
    """The document's PDF, from a test that may have a running event loop of its own."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(lambda: asyncio.run(PRINTER.render(document, ubl=UBL))).result()


@cache
def pdf_of(document: IssuedDocument) -> bytes:
    """The same, once per run."""
    return printed(document)


def print_sheet(sheet: Sheet, **environment: str) -> bytes:
    """The sheet's PDF from a child of its own."""
    request = io.BytesIO()
    write_blocks(request, sheet.name.encode(), sheet.on.isoformat().encode(), sheet.html.encode(), sheet.ubl)
    done = subprocess.run(
        [sys.executable, "-m", "smoall.infra.pdf.child", tempfile.mkdtemp()],
        input=request.getvalue(),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": os.getcwd(), **environment},
    )
    answer = io.BytesIO(done.stdout)
    assert read_block(answer) == DONE
    return read_block(answer) or b""


def opened(pdf: bytes) -> PdfReader:
    """The PDF, opened."""
    return PdfReader(io.BytesIO(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """Each page's text with every kind of space as one plain space."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in opened(pdf).pages]


def text_of(pdf: bytes) -> str:
    """All pages' text."""
    return " ".join(pages_of(pdf))
