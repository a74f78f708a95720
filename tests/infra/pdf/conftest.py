"""The child that all tests of this folder print with ends with them."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.infra.pdf.printing import PRINTER


@pytest.fixture(scope="session", autouse=True)
def _close_printer() -> Iterator[None]:
    yield
    asyncio.run(PRINTER.close())
