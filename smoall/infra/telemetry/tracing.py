"""Traces for OpenTelemetry, when SMOALL_OTEL_ENDPOINT says where to; otherwise nothing is even imported.

Spans: each GraphQL request, each job attempt, each statement (its text holds no values: those travel as parameters).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import asyncpg

from smoall.infra.postgres.database import Link

Attributes = Callable[..., None]
_tracer: Any = None


def set_up_tracing(endpoint: str | None) -> bool:
    """Send spans to ``endpoint`` from here on; whether there is one."""
    global _tracer
    if endpoint is None:
        return False
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    from smoall.infra.telemetry.otlp import JsonOverHttp

    provider = TracerProvider(resource=Resource.create({"service.name": "smoall"}))
    provider.add_span_processor(BatchSpanProcessor(JsonOverHttp(endpoint)))
    _tracer = provider.get_tracer("smoall")
    return True


def is_tracing() -> bool:
    """Whether spans are wanted."""
    return _tracer is not None


@contextmanager
def span(name: str, **attributes: str | int) -> Iterator[Attributes]:
    """A span around the block, child of the one around it; it may add attributes. An error leaves its type only."""
    if _tracer is None:
        yield _nowhere
        return
    with _tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as current:
        current.set_attributes(attributes)
        try:
            yield lambda **more: current.set_attributes(more)
        except BaseException as error:
            current.set_attribute("error.type", type(error).__name__)
            raise


def _nowhere(**_attributes: str | int) -> None:
    """Nobody asked for traces."""


class TracedLink(Link):
    """A connection whose statements are spans."""

    __slots__ = ()

    async def statement(self, sql: str) -> Any:
        """``sql``, prepared, and timed whenever it runs."""
        return _TracedStatement(await super().statement(sql), sql)


class _TracedStatement:
    """The four ways of running a prepared statement."""

    __slots__ = ("_prepared", "_sql")

    def __init__(self, prepared: Any, sql: str) -> None:
        self._prepared, self._sql = prepared, sql

    async def fetchval(self, *values: object) -> Any:
        """The first column of the first row."""
        with self._span():
            return await self._prepared.fetchval(*values)

    async def fetchrow(self, *values: object) -> asyncpg.Record | None:
        """The first row."""
        with self._span():
            return await self._prepared.fetchrow(*values)

    async def fetch(self, *values: object) -> list[asyncpg.Record]:
        """All rows."""
        with self._span():
            rows: list[asyncpg.Record] = await self._prepared.fetch(*values)
            return rows

    async def executemany(self, values: Sequence[Sequence[object]]) -> None:
        """The statement for each tuple."""
        with self._span():
            await self._prepared.executemany(values)

    def _span(self) -> Any:
        words = self._sql.split(None, 1)
        return span(words[0].upper() if words else "SQL", **{"db.system": "postgresql", "db.statement": self._sql})
