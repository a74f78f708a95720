"""The demo organisation's logo: paving stones, drawn here so that no picture has to be stored."""

import base64
import struct
import zlib

STONE, GAP, ROWS, COLUMNS = 26, 4, 3, 4
COLOURS = ((38, 70, 83), (42, 157, 143), (233, 196, 106), (231, 111, 81))
WHITE = (255, 255, 255)


def logo_url() -> str:
    """A PNG of rows of stones, each row shifted by half a stone, as a ``data:`` URL."""
    width, height = COLUMNS * (STONE + GAP), ROWS * (STONE + GAP)
    rows = b"".join(b"\0" + b"".join(bytes(_colour(x, y)) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + parts).decode()


def _colour(x: int, y: int) -> tuple[int, int, int]:
    row, down = divmod(y, STONE + GAP)
    column, along = divmod(x + row % 2 * (STONE + GAP) // 2, STONE + GAP)
    return COLOURS[(column + row) % len(COLOURS)] if down < STONE and along < STONE else WHITE


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
