"""A file as an answer."""

from starlette.responses import Response


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file that no browser opens in place and no cache keeps."""
    return Response(content, media_type=media_type, headers=headers_of(name))


def headers_of(name: str) -> dict[str, str]:
    """What makes an answer a file of that name."""
    return {
        "content-disposition": f'attachment; filename="{name}"',
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
    }
