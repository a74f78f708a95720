"""The process that turns pages into PDF: ``python -m smoall.infra.pdf.child FOLDER``, started by :mod:`renderer` only.

It reads requests on standard input (name, date, page, UBL) and answers each on standard output (verdict, body) until
the input ends, which it does when the parent is gone, however it went. It may use 1.5 GB, opens no file or address that
a page names, keeps its temporary files in FOLDER, and answers whatever a page makes WeasyPrint raise.
"""

import contextlib
import gc
import logging
import os
import resource
import shutil
import signal
import sys
import tempfile
from datetime import date
from typing import BinaryIO

from smoall.infra.pdf.frames import Readable, Writable, read_block, write_blocks
from smoall.infra.pdf.sheet import Sheet
from smoall.infra.pdf.writer import write_pdf

DONE, FAILED, MISSING = b"done", b"failed", b"missing"
MEMORY = 1_500_000_000


def main(folder: str) -> None:
    """Serve until the input ends; then ``folder`` goes, for a parent that was killed cannot remove it."""
    tempfile.tempdir = folder
    # Ctrl-C in a terminal reaches every process of it; this one ends with its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # A core file would hold the documents of our users.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # WeasyPrint's warnings quote the page; names and amounts do not belong in a log.
    logging.disable(logging.CRITICAL)
    answers = _private_output()
    try:
        with contextlib.suppress(BrokenPipeError, EOFError):
            serve(sys.stdin.buffer, answers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve(requests: Readable, answers: Writable) -> None:
    """Answer request after request until the input ends."""
    while (name := read_block(requests)) is not None:
        rest = [read_block(requests) for _ in range(3)]
        write_blocks(answers, *answer_to(name, *(block or b"" for block in rest)))
        gc.collect()


def answer_to(name: bytes, on: bytes, html: bytes, ubl: bytes) -> tuple[bytes, bytes]:
    """``done`` with the PDF, ``missing`` without Pango, or ``failed`` with the name of what was raised only."""
    try:
        import weasyprint  # noqa: F401  (here, where its OSError can mean nothing but a missing Pango)
    except (ImportError, OSError):
        return MISSING, b""
    try:
        return DONE, write_pdf(Sheet(html.decode(), ubl, name.decode(), date.fromisoformat(on.decode())))
    except BaseException as error:  # FatalURLFetchingError and RecursionError alike: one page must not end the process
        return FAILED, type(error).__name__.encode()


def _private_output() -> BinaryIO:
    """Standard output for the answers alone: what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


if __name__ == "__main__":
    main(sys.argv[1])
