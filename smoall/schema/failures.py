"""Errors that stop a whole document: few, coded, without internal text."""

from typing import Any

from graphql import GraphQLError


def failure(code: str, text: str, **more: Any) -> GraphQLError:
    """A top-level error with ``extensions.code``; the request id is added where the answer is written."""
    return GraphQLError(text, extensions={"code": code, **more})


def unauthenticated() -> GraphQLError:
    """No valid session came with the request."""
    return failure("UNAUTHENTICATED", "Sign in first: send the session's token as 'Authorization: Bearer <token>'.")
