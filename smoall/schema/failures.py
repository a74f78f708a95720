"""Errors that stop a whole document: few, coded, without internal text."""

from typing import Any

from graphql import GraphQLError

from smoall.usecases.reading import BadArgument


def failure(code: str, text: str, **more: Any) -> GraphQLError:
    """A top-level error with ``extensions.code``; the request id is added where the answer is written."""
    return GraphQLError(text, extensions={"code": code, **more})


def unauthenticated() -> GraphQLError:
    """No valid session came with the request."""
    return failure("UNAUTHENTICATED", "Sign in first: send the session's token as 'Authorization: Bearer <token>'.")


def bad_argument(problem: BadArgument) -> GraphQLError:
    """A value without meaning, as the client sees it."""
    return failure("BAD_USER_INPUT", _TEXTS[str(problem)], reason=str(problem))


_TEXTS = {
    "PAGE_SIZE": "first and last take 0 to 100.",
    "PAGE_FIRST_AND_LAST": "Give first or last, not both.",
    "CURSOR_INVALID": "This cursor does not belong to this list in this order: take it from pageInfo or edges.",
    "VALUE_INVALID": "A value of a filter cannot be compared: look for control characters or numbers out of range.",
}
