"""Who watches a document sees its marks come and go."""

from uuid import UUID

from smoall.usecases.unit import Unit


async def tell_documents(unit: Unit, company_id: UUID) -> None:
    """Who watches a document of the company sees the mark come or go."""
    for document_id in await unit.objections.documents_of(company_id):
        unit.changed(document_id)
