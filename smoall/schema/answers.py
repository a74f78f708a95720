"""How an answer is written: media type, status, errors with their codes and the request's id."""

import logging
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from graphql import GraphQLError

from smoall.domain.kernel.errors import Unavailable
from smoall.usecases.unit import AnswerErased, KeyReused

log = logging.getLogger("smoall.graphql")

JSON = b"application/json; charset=utf-8"
GRAPHQL = b"application/graphql-response+json; charset=utf-8"

STATUS = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "RATE_LIMITED": 429,
    "IDEMPOTENCY_KEY_REUSED": 409,
    "IDEMPOTENCY_ANSWER_ERASED": 409,
    "SERVICE_UNAVAILABLE": 503,
    "INTERNAL_SERVER_ERROR": 500,
}


def media_type(accept: str) -> bytes | None:
    """The media type to answer with; None when the client accepts none of ours (GraphQL over HTTP §6.1)."""
    wanted = [part.split(";")[0].strip().lower() for part in accept.split(",")] if accept else ["*/*"]
    for one in wanted:
        if one == "application/graphql-response+json":
            return GRAPHQL
        if one in ("application/json", "*/*", "application/*"):
            return JSON
    return None


def written_errors(errors: Sequence[GraphQLError], code: str | None, request_id: str) -> list[dict[str, Any]]:
    """Errors as the client sees them. A bug keeps its text to itself: the log has it under the request's id."""
    return [_written(error, code, request_id) for error in errors]


def _written(error: GraphQLError, code: str | None, request_id: str) -> dict[str, Any]:
    formatted: dict[str, Any] = dict(error.formatted)
    extensions = dict(formatted.get("extensions", {}))
    original = error.original_error
    if code is None and isinstance(original, Unavailable):
        formatted["message"] = "Something that is needed does not answer; try again shortly."
        extensions["code"] = "SERVICE_UNAVAILABLE"
    elif code is None and isinstance(original, KeyReused):
        formatted["message"] = "This Idempotency-Key came with another request before; use a new one."
        extensions["code"] = "IDEMPOTENCY_KEY_REUSED"
    elif code is None and isinstance(original, AnswerErased):
        formatted["message"] = "This was done under that Idempotency-Key; the answer was erased with a person's data."
        extensions["code"] = "IDEMPOTENCY_ANSWER_ERASED"
    elif code is None and original is not None and not isinstance(original, GraphQLError):
        # Never the error's own text, never the query: both may hold what was typed.
        log.error("bug", extra={"request_id": request_id, "field": _place(error), **fingerprint(original)})
        formatted["message"] = "Something went wrong on our side."
        extensions["code"] = "INTERNAL_SERVER_ERROR"
    extensions.setdefault("code", code or "BAD_USER_INPUT")
    formatted["extensions"] = {**extensions, "requestId": request_id}
    return formatted


def fingerprint(error: BaseException) -> dict[str, Any]:
    """What may be logged of a bug: its type and where it happened, without a word of its text."""
    frames = traceback.extract_tb(error.__traceback__)
    return {"error": type(error).__name__, "where": [f"{frame.name}:{frame.lineno}" for frame in frames[-6:]]}


def _place(error: GraphQLError) -> str:
    return ".".join(str(step) for step in error.path or ())


def body_of(answer: Mapping[str, Any]) -> bytes:
    """The answer as JSON."""
    return orjson.dumps(answer)
