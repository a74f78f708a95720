"""Downloads of issued documents by signed address; they open without a header, until they expire."""

import asyncio
from collections.abc import Callable
from uuid import UUID

import asyncpg
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from smoall.domain.kernel.ids import Kind, kind_of, parse_id
from smoall.domain.organisations.house import HOUSE
from smoall.infra.crypto.signing import Signer
from smoall.infra.files.store import LocalFiles
from smoall.infra.postgres.database import SET_ORGANISATION, Database

WAIT_SECONDS = 20
_ISSUED = "SELECT EXISTS (SELECT FROM document WHERE organisation_id = $1 AND id = $2 AND issued_on IS NOT NULL)"
_BEHIND = "SELECT document_id FROM subscription_invoice WHERE organisation_id = $1 AND id = $2"
_DOWNLOADED = (Kind.INVOICE, Kind.CREDIT_NOTE, Kind.SUBSCRIPTION_INVOICE)
_FIND = """
SELECT name, media_type, sha256 FROM document_file WHERE organisation_id = $1 AND document_id = $2 AND kind = $3
"""


def download(database: Database, files: LocalFiles, signer: Signer) -> Callable[[Request], object]:
    """The route ``/files/{organisation}/{document}/{kind}?expires=…&signature=…``."""

    async def answer(request: Request) -> Response:
        subject = f"{request.path_params['document']}/{request.path_params['kind']}"
        organisation = _uuid(request.path_params["organisation"])
        expires, signature = request.query_params.get("expires", ""), request.query_params.get("signature", "")
        kind = kind_of(request.path_params["document"])
        document = parse_id(request.path_params["document"], kind) if kind in _DOWNLOADED else None
        sound = expires.isascii() and expires.isdigit() and len(expires) < 12
        if (
            organisation is None
            or document is None
            or not sound
            or not signer.accepts(
                organisation_id=organisation, subject=subject, expires=int(expires), signature=signature
            )
        ):
            return _problem(403, "This address has expired or was altered: ask for a fresh one.")
        if kind is Kind.SUBSCRIPTION_INVOICE:
            organisation, document = HOUSE, await _of_smoall(database, organisation, document)
        if not await _is_issued(database, organisation, document):
            return _problem(404, "There is no such document: it was never issued.")
        row = await _wait_for(database, organisation, document, request.path_params["kind"])
        if row is None:
            return _problem(503, "The file is still being made: try again in a moment.", {"retry-after": "5"})
        headers = {
            "content-disposition": f'attachment; filename="{row["name"]}"',
            "x-content-type-options": "nosniff",
            "cache-control": "private, max-age=31536000, immutable",
            "etag": f'"{row["sha256"]}"',
        }
        return Response(await files.get(row["sha256"]), media_type=row["media_type"], headers=headers)

    return answer


async def _of_smoall(database: Database, organisation: UUID, invoice: UUID) -> UUID:
    """The document behind an invoice of Smoall to the organisation; until that is made, an id that names none."""
    async with database.link() as link, link.connection.transaction():
        await link.value(SET_ORGANISATION, str(organisation))
        found: UUID | None = await link.value(_BEHIND, organisation, invoice)
    return found or invoice


async def _is_issued(database: Database, organisation: UUID, document: UUID) -> bool:
    async with database.link() as link, link.connection.transaction():
        await link.value(SET_ORGANISATION, str(organisation))
        return bool(await link.value(_ISSUED, organisation, document))


async def _wait_for(database: Database, organisation: UUID, document: UUID, kind: str) -> asyncpg.Record | None:
    """The file's row; a file that is being made is waited for."""
    for _ in range(WAIT_SECONDS * 5):
        async with database.link() as link, link.connection.transaction():
            await link.value(SET_ORGANISATION, str(organisation))
            row = await link.row(_FIND, organisation, document, kind)
        if row:
            return row
        await asyncio.sleep(0.2)
    return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(hex=text) if len(text) == 32 else None
    except ValueError:
        return None


def _problem(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": text}, status_code=status, headers=headers)
