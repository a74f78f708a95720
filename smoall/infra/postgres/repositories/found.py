"""Places where somebody is named: rows, and the files and letters of the documents among them."""

from uuid import UUID

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.mentions import Words
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.finding import MOST, SearchedTable, searched_tables
from smoall.usecases.privacy.subjects.stores import Allowed, Found, Hit

_FILES = """
SELECT f.document_id, d.kind, array_agg(f.name ORDER BY f.name) AS names FROM document_file f
JOIN document d ON d.organisation_id = f.organisation_id AND d.id = f.document_id
WHERE f.organisation_id = $1 AND f.document_id = ANY ($2) GROUP BY 1, 2 ORDER BY 1
"""
_LETTERS = """
SELECT id FROM delivery WHERE organisation_id = $1 AND document_id = ANY ($2) AND sent_at IS NOT NULL ORDER BY id
LIMIT 1000
"""


async def find(link: Link, organisation_id: UUID, words: Words) -> Found:
    """Where any of the words stands."""
    hits: list[Hit] = []
    documents: set[UUID] = set()
    complete = True
    for one in searched_tables():
        rows = await link.rows(one.finding, organisation_id, list(words.finders))
        complete = complete and len(rows) <= MOST
        for row in rows[:MOST]:
            allowed = _allowed(one, final=row["final"])
            hits.append(Hit(table=one.name, object=row["object"], columns=tuple(row["columns"]), allowed=allowed))
            if row["document_id"] and row["final"]:
                documents.add(row["document_id"])
    hits += await _outside(link, organisation_id, sorted(documents))
    return Found(tuple(hits), complete)


async def _outside(link: Link, organisation_id: UUID, documents: list[UUID]) -> list[Hit]:
    files = await link.rows(_FILES, organisation_id, documents)
    letters = await link.rows(_LETTERS, organisation_id, documents)
    found = [
        Hit(
            table="document_file",
            object=public_id(Kind(_PREFIX[row["kind"]]), row["document_id"]),
            columns=tuple(row["names"]),
            allowed=Allowed.RETAINED,
        )
        for row in files
    ]
    return found + [
        Hit(
            table="mailbox",
            object=public_id(Kind.DELIVERY, row["id"]),
            columns=("letter",),
            allowed=Allowed.ANONYMISE,
        )
        for row in letters
    ]


_PREFIX = {"INVOICE": Kind.INVOICE, "CREDIT_NOTE": Kind.CREDIT_NOTE}


def _allowed(one: SearchedTable, *, final: bool) -> Allowed:
    if one.about is None:
        return Allowed.ACCOUNT
    return Allowed.ANONYMISE if one.may_change and not final else Allowed.RETAINED
