"""Render: make the files of an issued document once, and keep them for good."""

from collections.abc import Mapping
from uuid import UUID

from smoall.domain.invoicing.document import DocumentKind, IssuedDocument
from smoall.domain.kernel.errors import NotFound
from smoall.domain.peppol.bis3 import write_ubl
from smoall.usecases.actor import Actor
from smoall.usecases.files import FileStore
from smoall.usecases.ports import PdfRenderer
from smoall.usecases.stores import StoredFile
from smoall.usecases.unit import Units

PDF, UBL = "pdf", "ubl"


async def render_document(
    units: Units, actor: Actor, document_id: UUID, kind: DocumentKind, *, pdfs: PdfRenderer, files: FileStore
) -> Mapping[str, StoredFile]:
    """The document's PDF (its UBL inside) and UBL (its PDF inside), made only when they are not there yet.

    Whoever comes second keeps what the first one made: the two files of a document always belong together.
    """
    async with units.begin(actor, request_id=f"render:{document_id.hex}") as unit:
        stored = await unit.documents.files(document_id)
        document = None if stored else await unit.documents.get(document_id, kind)
    if stored:
        return stored
    if document is None or document.issued is None:
        raise NotFound("DOCUMENT_NOT_FOUND")
    made = await _make(document.issued, pdfs=pdfs, files=files)
    async with units.begin(actor, request_id=f"render:{document_id.hex}") as unit:
        await unit.documents.get(document_id, kind, lock=True)
        if not await unit.documents.files(document_id):
            for file in made:
                await unit.documents.keep_file(document_id, file)
            unit.changed(document_id)
            await unit.commit()
        return await unit.documents.files(document_id)


async def _make(issued: IssuedDocument, *, pdfs: PdfRenderer, files: FileStore) -> list[StoredFile]:
    name = issued.number.replace("/", "-")
    pdf = await pdfs.render(issued, ubl=write_ubl(issued))
    ubl = write_ubl(issued, pdf=pdf, pdf_name=f"{name}.pdf")
    return [
        StoredFile(PDF, f"{name}.pdf", "application/pdf", len(pdf), await files.put(pdf)),
        StoredFile(UBL, f"{name}.xml", "application/xml", len(ubl), await files.put(ubl)),
    ]
