"""The child process: one at a time, replaceable at any moment, gone with its parent."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest

from smoall.domain.kernel.errors import Unavailable
from smoall.infra.pdf import child, renderer
from smoall.infra.pdf.pango import pango_missing
from smoall.infra.pdf.renderer import ChildRenderer, Limits, PdfFailed
from smoall.infra.pdf.sheet import Sheet
from tests.infra.pdf import samples
from tests.infra.pdf.printing import pdf_of

NESTED = "<div>" * 500 + "x" + "</div>" * 500


@pytest.fixture
async def printer() -> AsyncIterator[ChildRenderer]:
    """A renderer with the ordinary limits."""
    made = ChildRenderer()
    yield made
    await made.close()


def pid_of(printer: ChildRenderer) -> int:
    """The living child's id."""
    assert printer.pid is not None
    return printer.pid


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def there(folder: str) -> bool:
    """Whether the folder exists."""
    return Path(folder).is_dir()


def environment_of(pid: int) -> bytes:
    """The variables that the process was started with."""
    return Path(f"/proc/{pid}/environ").read_bytes()


async def eventually(holds: Callable[[], bool], *, seconds: float = 10) -> None:
    """Wait until ``holds`` does."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        await asyncio.sleep(0.02)


async def test_a_document_is_printed_by_a_child_started_for_it(printer: ChildRenderer) -> None:
    assert printer.pid is None
    assert await printer.render(samples.credit_note(), ubl=samples.UBL) == pdf_of(samples.credit_note())


async def test_many_callers_share_one_child_and_each_gets_their_own(printer: ChildRenderer) -> None:
    documents = [samples.short(), samples.credit_note(), samples.awkward(), samples.short(), samples.credit_note()]

    printed = await asyncio.gather(*(printer.render(document, ubl=samples.UBL) for document in documents))

    assert printed == [pdf_of(document) for document in documents]


async def test_it_works_from_any_event_loop(printer: ChildRenderer) -> None:
    here = await printer.render(samples.credit_note(), ubl=samples.UBL)
    pid, there = printer.pid, list[bytes]()
    other = threading.Thread(
        target=lambda: there.append(asyncio.run(printer.render(samples.credit_note(), ubl=samples.UBL)))
    )
    other.start()
    await asyncio.to_thread(other.join)

    assert there == [here]
    assert printer.pid == pid


async def test_a_killed_child_is_replaced(printer: ChildRenderer) -> None:
    await printer.render(samples.credit_note(), ubl=samples.UBL)
    killed = pid_of(printer)
    os.kill(killed, signal.SIGKILL)
    await eventually(lambda: not alive(killed))

    assert await printer.render(samples.credit_note(), ubl=samples.UBL) == pdf_of(samples.credit_note())
    assert printer.pid != killed


async def test_a_child_that_dies_at_work_is_an_outage_and_the_next_document_is_printed(printer: ChildRenderer) -> None:
    await printer.render(samples.credit_note(), ubl=samples.UBL)
    os.kill(pid_of(printer), signal.SIGSTOP)
    waiting = asyncio.ensure_future(printer.render(samples.credit_note(), ubl=samples.UBL))
    await asyncio.sleep(0.1)
    os.kill(pid_of(printer), signal.SIGKILL)

    with pytest.raises(Unavailable) as refused:
        await waiting
    assert refused.value.values == {"reason": "crash"}
    assert await printer.render(samples.credit_note(), ubl=samples.UBL)


async def test_a_child_that_hangs_is_given_up_in_time() -> None:
    printer = ChildRenderer(limits=Limits(timeout=5))
    await printer.render(samples.credit_note(), ubl=samples.UBL)
    hung = pid_of(printer)
    os.kill(hung, signal.SIGSTOP)
    printer._limits = Limits(timeout=0.2)

    with pytest.raises(Unavailable) as refused:
        await printer.render(samples.credit_note(), ubl=samples.UBL)

    assert refused.value.values == {"reason": "timeout"}
    assert not alive(hung)
    printer._limits = Limits()
    assert await printer.render(samples.credit_note(), ubl=samples.UBL)
    await printer.close()


async def test_a_page_that_cannot_be_printed_fails_alone(
    printer: ChildRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(renderer, "sheet_of", lambda *_, **__: Sheet(NESTED, b"<x/>", "x.xml", date(2026, 1, 1)))
        with pytest.raises(PdfFailed, match="RecursionError"):
            await printer.render(samples.credit_note(), ubl=samples.UBL)

    assert await printer.render(samples.credit_note(), ubl=samples.UBL) == pdf_of(samples.credit_note())


async def test_a_worn_out_child_is_replaced() -> None:
    printer = ChildRenderer(limits=Limits(renders=1))
    await printer.render(samples.credit_note(), ubl=samples.UBL)
    first = pid_of(printer)
    await printer.render(samples.credit_note(), ubl=samples.UBL)

    assert printer.pid != first
    assert not alive(first)
    await printer.close()


async def test_an_idle_child_ends_and_leaves_no_file() -> None:
    printer = ChildRenderer(limits=Limits(idle=0.1))
    await printer.render(samples.credit_note(), ubl=samples.UBL)
    pid, folder = pid_of(printer), printer._folder
    assert there(folder)
    await eventually(lambda: not there(folder))

    assert not alive(pid)
    assert printer.pid is None
    await printer.close()


async def test_the_child_knows_none_of_our_secrets_and_may_not_eat_the_machine(
    printer: ChildRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "canary")
    await printer.render(samples.credit_note(), ubl=samples.UBL)
    pid = pid_of(printer)

    assert b"canary" not in environment_of(pid)
    assert resource.prlimit(pid, resource.RLIMIT_AS) == (child.MEMORY, child.MEMORY)
    assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)


async def test_without_pango_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango-1.0-0')\n")
    source = str(Path(renderer.__file__).parents[3])
    printer = ChildRenderer(environment={"PYTHONPATH": f"{tmp_path}:{source}"})

    with pytest.raises(Unavailable) as refused:
        await printer.render(samples.credit_note(), ubl=samples.UBL)

    assert refused.value.values == {"reason": "pango"}
    await printer.close()


def test_the_remedy_for_a_missing_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pango_missing() is None
    monkeypatch.setattr("smoall.infra.pdf.pango.find_library", lambda name: None if name == "pango-1.0" else name)

    assert (pango_missing() or "").startswith("apt-get install")


def test_this_process_never_loads_weasyprint() -> None:
    program = (
        "import sys, pkgutil, importlib, smoall.infra.pdf as pdf;"
        "[importlib.import_module(m.name) for m in pkgutil.iter_modules(pdf.__path__, 'smoall.infra.pdf.')];"
        "from tests.infra.pdf import samples; from smoall.infra.pdf.page import render_html;"
        "render_html(samples.credit_note());"
        "print('weasyprint' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONPATH": os.getcwd()}
    )

    assert said.stdout.strip() == "False"


def test_the_child_ends_with_a_parent_that_is_killed() -> None:
    program = (
        "import asyncio; from tests.infra.pdf import samples; from smoall.infra.pdf.renderer import ChildRenderer\n"
        "async def main():\n"
        "    printer = ChildRenderer(); await printer.render(samples.credit_note(), ubl=b'<x/>')\n"
        "    print(printer.pid, printer._folder, flush=True); await asyncio.sleep(60)\n"
        "asyncio.run(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": os.getcwd()}
    ) as parent:
        assert parent.stdout is not None
        pid, folder = parent.stdout.readline().split()
        assert alive(int(pid))
        parent.kill()

    asyncio.run(eventually(lambda: not alive(int(pid)) and not there(folder)))
