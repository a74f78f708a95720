"""What a request body must be before anything looks into it: JSON in UTF-8, an object, not too big, not too deep."""

from typing import Any

import orjson
from starlette.types import Receive

DEEPEST = 64


class BadBody(Exception):
    """A request that is no GraphQL request, with the status that says so."""

    def __init__(self, text: str, *, status: int = 400) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


async def read_body(content_type: str, receive: Receive, *, most: int) -> bytes:
    """The body's bytes. Raises BadBody 415 for another media type, 413 above ``most`` bytes, 400 for a client gone."""
    media_type, _, parameters = content_type.partition(";")
    if media_type.strip().lower() != "application/json":
        raise BadBody("Send the request as Content-Type: application/json.", status=415)
    charset = parameters.lower().replace(" ", "").replace('"', "")
    if "charset=" in charset and "charset=utf-8" not in charset:
        raise BadBody("Send the request in UTF-8.", status=415)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadBody("The request ended early.")
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > most:
            raise BadBody(f"The body is larger than {most} bytes.", status=413)
        chunks.append(chunk)
        if not message.get("more_body"):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def read_parameters(raw: bytes) -> tuple[str, str | None, dict[str, Any]]:
    """Query text, operation name and variables. Raises BadBody for everything that is no such thing."""
    if raw.count(b"[") + raw.count(b"{") > DEEPEST and _depth(raw) > DEEPEST:
        raise BadBody(f"The body is nested deeper than {DEEPEST} levels.")
    try:
        found = orjson.loads(raw)
    except ValueError:
        raise BadBody("The body is no JSON in UTF-8.") from None
    if not isinstance(found, dict):
        raise BadBody("The body is a JSON object with a query.")
    text, name = found.get("query"), found.get("operationName")
    variables, extensions = found.get("variables"), found.get("extensions")
    if not isinstance(text, str) or not text:
        raise BadBody("query is missing: a GraphQL document as a string.")
    if name is not None and not isinstance(name, str):
        raise BadBody("operationName is a string.")
    if variables is not None and not isinstance(variables, dict):
        raise BadBody("variables is an object.")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadBody("extensions is an object.")
    return text, name or None, variables or {}


def _depth(raw: bytes) -> int:
    """How deep brackets nest, those inside strings left out."""
    depth = deepest = 0
    inside = escaped = False
    for byte in raw:
        if inside:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                inside = False
        elif byte == 0x22:
            inside = True
        elif byte in (0x5B, 0x7B):
            depth += 1
            deepest = max(deepest, depth)
        elif byte in (0x5D, 0x7D):
            depth -= 1
    return deepest
