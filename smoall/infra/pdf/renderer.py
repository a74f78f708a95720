"""Renders documents in a child process, so that a page that hangs, leaks or crashes never harms this one."""

import asyncio
import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO

import smoall
from smoall.domain.invoicing.document import IssuedDocument
from smoall.domain.kernel.errors import Unavailable
from smoall.infra.pdf.child import DONE, MISSING
from smoall.infra.pdf.frames import read_block, write_blocks
from smoall.infra.pdf.sheet import Sheet, sheet_of


class PdfFailed(Exception):
    """This document cannot be printed, now or later: a bug, no outage; ``reason`` names the error WeasyPrint met."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """When a child is given up: seconds for one document, seconds without work, documents in its life."""

    timeout: float = 30
    idle: float = 60
    renders: int = 200


class ChildRenderer:
    """One child, started at the first document, ended when idle, replaced when worn out, hung or dead.

    Any number of callers on any event loops: their documents are printed one after another, in the order of arrival.
    """

    def __init__(self, *, limits: Limits = Limits(), environment: Mapping[str, str] | None = None) -> None:
        self._limits = limits
        self._environment = dict(environment or {})
        # One thread, which alone touches the child: that is the lock.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")
        self._child: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._renders = 0
        self._idle: Timer | None = None

    async def render(self, document: IssuedDocument, *, ubl: bytes) -> bytes:
        """The document as PDF/A-3b with ``ubl`` attached.

        Raises Unavailable ``PDF_UNAVAILABLE`` when Pango is missing, the child died or took too long (retrying is
        right), and PdfFailed when the document itself cannot be printed (retrying is not).
        """
        return await self.render_sheet(lambda: sheet_of(document, ubl=ubl))

    async def render_sheet(self, make: Callable[[], Sheet]) -> bytes:
        """The same for any page, made when its turn comes."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._print, make)

    async def close(self) -> None:
        """End the child after the documents that wait; the renderer cannot be used again."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._stop)
        self._thread.shutdown(wait=False)

    @property
    def pid(self) -> int | None:
        """The child's process id, None when there is none."""
        return self._child.pid if self._child else None

    def _print(self, make: Callable[[], Sheet]) -> bytes:
        sheet = make()
        self._rest()
        if self._renders >= self._limits.renders or (self._child and self._child.poll() is not None):
            self._stop()
        verdict, body = self._exchange(self._child or self._start(), sheet)
        if verdict != DONE:
            # Whatever went wrong in there may have left its mark.
            self._stop()
            raise Unavailable("PDF_UNAVAILABLE", reason="pango") if verdict == MISSING else PdfFailed(body.decode())
        self._renders += 1
        self._wait_for_work()
        return body

    def _exchange(self, child: subprocess.Popen[bytes], sheet: Sheet) -> tuple[bytes, bytes]:
        """Send a sheet and read the answer; the watch kills a child that takes too long, which ends the reading."""
        late = Event()

        def give_up() -> None:
            late.set()
            child.kill()

        watch = _timer(self._limits.timeout, give_up)
        try:
            return _ask(*_pipes(child), sheet)
        except (OSError, EOFError) as error:
            self._stop()
            raise Unavailable("PDF_UNAVAILABLE", reason="timeout" if late.is_set() else "crash") from error
        finally:
            watch.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        """A child with nothing of this process's environment: it has no use for its passwords."""
        source = str(Path(smoall.__file__).parent.parent)
        self._renders, self._folder = 0, tempfile.mkdtemp(prefix="smoall-pdf-")
        self._child = subprocess.Popen(
            [sys.executable, "-m", "smoall.infra.pdf.child", self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": source, "LANG": "C.UTF-8", **self._environment},
        )
        return self._child

    def _stop(self) -> None:
        self._rest()
        child, self._child = self._child, None
        if child:
            child.kill()
            child.wait()
            for pipe in _pipes(child):
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _rest(self) -> None:
        if self._idle:
            self._idle.cancel()

    def _wait_for_work(self) -> None:
        self._idle = _timer(self._limits.idle, lambda: self._retire(after=self._renders))

    def _retire(self, *, after: int) -> None:
        """Called by the timer in its own thread: the stop is left to the one thread that owns the child."""
        with contextlib.suppress(RuntimeError):  # closed meanwhile
            self._thread.submit(lambda: self._stop() if self._renders == after else None)


def _timer(seconds: float, act: Callable[[], object]) -> Timer:
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer


def _pipes(child: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the child was started without pipes")
    return child.stdin, child.stdout


def _ask(requests: IO[bytes], answers: IO[bytes], sheet: Sheet) -> tuple[bytes, bytes]:
    write_blocks(requests, sheet.name.encode(), sheet.on.isoformat().encode(), sheet.html.encode(), sheet.ubl)
    verdict, body = read_block(answers), read_block(answers)
    if verdict is None or body is None:
        raise EOFError("the child is gone")
    return verdict, body
