"""A file as an answer."""

from typing import Any

from starlette.responses import Response


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file that no browser opens in place and no cache keeps."""
    headers: dict[str, Any] = {
        "content-disposition": f'attachment; filename="{name}"',
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
