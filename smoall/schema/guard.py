"""What a request body must be before anything looks into it: JSON in UTF-8, an object, not too big, not too deep."""

from typing import Any, NamedTuple
from urllib.parse import parse_qs

import orjson
from starlette.types import Receive

DEEPEST = 64
DIGEST_LENGTH = 64


class Parameters(NamedTuple):
    """What a GraphQL request says. ``text`` is empty where ``digest``, a document's SHA-256, stands for it."""

    text: str
    name: str | None
    variables: dict[str, Any]
    digest: str | None


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


def read_parameters(raw: bytes) -> Parameters:
    """What a body asks. Raises BadBody for everything that is no GraphQL request."""
    if is_too_deep(raw):
        raise BadBody(f"The body is nested deeper than {DEEPEST} levels.")
    try:
        found = orjson.loads(raw)
    except ValueError:
        raise BadBody("The body is no JSON in UTF-8.") from None
    return parameters_of(found)


def read_url(query: bytes) -> Parameters:
    """What the URL of a GET request asks (GraphQL over HTTP §5.3). Raises BadBody."""
    try:
        given = parse_qs(query.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=20)
        texts = {name: values[-1] for name, values in given.items()}
        found: dict[str, Any] = dict(texts)
        for name in ("variables", "extensions"):
            if is_too_deep(texts.get(name, "").encode()):
                raise ValueError(name)
            if name in texts:
                found[name] = orjson.loads(texts[name] or "null")
    except ValueError:
        raise BadBody(
            "query, operationName, variables and extensions are URL parameters; the last two hold JSON."
        ) from None
    return parameters_of(found)


def parameters_of(found: object) -> Parameters:
    """What an object asks. Raises BadBody for everything that is no GraphQL request."""
    if not isinstance(found, dict):
        raise BadBody("The body is a JSON object with a query.")
    text, name = found.get("query"), found.get("operationName")
    variables, extensions = found.get("variables"), found.get("extensions")
    if name is not None and not isinstance(name, str):
        raise BadBody("operationName is a string.")
    if variables is not None and not isinstance(variables, dict):
        raise BadBody("variables is an object.")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadBody("extensions is an object.")
    digest = _digest(extensions) if extensions else None
    if text is None and digest:
        text = ""
    elif not isinstance(text, str) or not text:
        raise BadBody("query is missing: a GraphQL document as a string.")
    return Parameters(text, name or None, variables or {}, digest)


def _digest(extensions: dict[str, Any]) -> str | None:
    """The hash of a trusted document, None when the extensions name none."""
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(digest, str) or len(digest) != DIGEST_LENGTH or persisted.get("version", 1) != 1:
        raise BadBody("persistedQuery is an object with version 1 and a sha256Hash of 64 hexadecimal digits.")
    return digest


def is_too_deep(raw: bytes) -> bool:
    """Whether brackets nest deeper than anything a client needs."""
    return raw.count(b"[") + raw.count(b"{") > DEEPEST and _depth(raw) > DEEPEST


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
