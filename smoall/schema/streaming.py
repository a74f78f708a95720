"""A subscription's answers, one for each event, and server-sent events to carry them (graphql-sse, one per request)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from inspect import isawaitable
from typing import Any

from graphql import ExecutionResult, GraphQLError, GraphQLSchema, subscribe
from starlette.types import Receive, Send

from smoall.schema.answers import body_of, written_errors
from smoall.schema.context import Request
from smoall.schema.documents import Operation

QUIET_SECONDS = 15.0  # a comment is sent after so much silence, lest something between closes the connection


async def answers(
    schema: GraphQLSchema, operation: Operation, variables: dict[str, Any], request: Request
) -> AsyncGenerator[dict[str, Any], None]:
    """The answer of each event, as the client sees it; an error that ends the stream is the last one, without data."""
    outcome = subscribe(
        schema,
        operation.document,
        context_value=request,
        variable_values=variables,
        operation_name=operation.node.name.value if operation.node.name else None,
    )
    stream = await outcome if isawaitable(outcome) else outcome
    if isinstance(stream, ExecutionResult):
        yield {"errors": written_errors(stream.errors or (), None, request.request_id)}
        return
    try:
        async for event in stream:
            yield _written(event, request)
    except GraphQLError as error:
        yield {"errors": written_errors([error], None, request.request_id)}
    except Exception as bug:
        yield {"errors": written_errors([GraphQLError("bug", original_error=bug)], None, request.request_id)}
    finally:
        await stream.aclose()  # type: ignore[attr-defined]


def _written(event: ExecutionResult, request: Request) -> dict[str, Any]:
    answer: dict[str, Any] = {"data": event.data}
    if event.errors:
        answer["errors"] = written_errors(event.errors, None, request.request_id)
    return answer


async def send_events(
    stream: AsyncGenerator[dict[str, Any], None], receive: Receive, send: Send, *, request_id: str
) -> None:
    """Send each answer as an event until the stream ends or the client goes."""
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-request-id", request_id.encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    gone = asyncio.create_task(_gone(receive))
    try:
        async with aclosing(stream):
            await _pump(stream, send, gone)
    finally:
        gone.cancel()


async def _pump(stream: AsyncGenerator[dict[str, Any], None], send: Send, gone: "asyncio.Task[None]") -> None:
    upcoming: asyncio.Task[dict[str, Any]] = asyncio.ensure_future(anext(stream))
    await _chunk(send, b":\n\n")
    try:
        while True:
            waited = {upcoming, gone}
            await asyncio.wait(waited, timeout=QUIET_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                return
            if not upcoming.done():
                await _chunk(send, b":\n\n")
                continue
            try:
                answer = upcoming.result()
            except StopAsyncIteration:
                await _chunk(send, b"event: complete\ndata:\n\n", more=False)
                return
            await _chunk(send, b"event: next\ndata: " + body_of(answer) + b"\n\n")
            upcoming = asyncio.ensure_future(anext(stream))
    finally:
        upcoming.cancel()
        await asyncio.gather(upcoming, return_exceptions=True)


async def _chunk(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
