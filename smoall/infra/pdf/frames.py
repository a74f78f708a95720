"""How the renderer and its child talk: blocks of bytes, each after its length in four bytes, most significant first."""

from typing import Protocol

LARGEST = 64 * 1024 * 1024


class Readable(Protocol):
    """The reading end of a pipe."""

    def read(self, size: int, /) -> bytes: ...


class Writable(Protocol):
    """The writing end of a pipe."""

    def write(self, block: bytes, /) -> object: ...

    def flush(self) -> None: ...


def write_blocks(stream: Writable, *blocks: bytes) -> None:
    """Write the blocks and flush once; a block above 64 MiB is a ValueError before anything is written."""
    if any(len(block) > LARGEST for block in blocks):
        raise ValueError("a block is too large for the pipe")
    for block in blocks:
        stream.write(len(block).to_bytes(4, "big"))
        stream.write(block)
    stream.flush()


def read_block(stream: Readable) -> bytes | None:
    """The next block; None when the other end has closed between two blocks, EOFError when it did within one."""
    head = stream.read(4)
    if not head:
        return None
    size = int.from_bytes(head, "big")
    if len(head) < 4 or size > LARGEST:
        raise EOFError("the pipe broke off")
    block = stream.read(size)
    if len(block) < size:
        raise EOFError("the pipe broke off")
    return block
