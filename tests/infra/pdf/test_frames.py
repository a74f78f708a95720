"""The blocks on the pipe, whole or not at all."""

import io

import pytest

from smoall.infra.pdf.child import FAILED, answer_to, serve
from smoall.infra.pdf.frames import read_block, write_blocks


def piped(*blocks: bytes) -> io.BytesIO:
    """The blocks as they stand on a pipe, ready to be read."""
    pipe = io.BytesIO()
    write_blocks(pipe, *blocks)
    pipe.seek(0)
    return pipe


def test_blocks_come_out_as_they_went_in_and_then_nothing() -> None:
    pipe = piped(b"", b"a\nb", b"\x00" * 70_000)

    assert [read_block(pipe) for _ in range(4)] == [b"", b"a\nb", b"\x00" * 70_000, None]


@pytest.mark.parametrize("broken", [b"\x00", b"\x00\x00\x00\x05abc", b"\xff\xff\xff\xff"])
def test_half_a_block_is_an_error(broken: bytes) -> None:
    with pytest.raises(EOFError):
        read_block(io.BytesIO(broken))


def test_a_block_that_is_too_large_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smoall.infra.pdf.frames.LARGEST", 3)
    pipe = io.BytesIO()

    with pytest.raises(ValueError, match="too large"):
        write_blocks(pipe, b"abc", b"abcd")
    assert pipe.getvalue() == b""


def test_whatever_a_page_raises_is_an_answer_without_its_text() -> None:
    nested = b"<div>" * 500 + b"a name" + b"</div>" * 500

    assert answer_to(b"x.xml", b"2026-01-01", nested, b"<x/>") == (FAILED, b"RecursionError")
    assert answer_to(b"x.xml", b"not a day", b"", b"") == (FAILED, b"ValueError")


def test_serving_ends_with_the_input() -> None:
    answers = io.BytesIO()
    serve(piped(b"x.xml", b"not a day", b"", b""), answers)

    assert answers.getvalue() == piped(FAILED, b"ValueError").getvalue()
