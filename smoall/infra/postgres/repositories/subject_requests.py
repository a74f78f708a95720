"""The store of requests of people about their data."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.subject_request import (
    IdentityMethod,
    RefusalGround,
    RequestChannel,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import fetch, insert, update
from smoall.usecases.privacy.subjects.stores import Answer

_SAME = """
SELECT id FROM subject_request WHERE organisation_id = $1 AND kind = $2 AND closed_at IS NULL
AND (contact_id = $3 OR (contact_id IS NULL OR $3 IS NULL) AND (lower(person_email) = lower($4)
    OR person_email IS NULL AND $4::text IS NULL AND lower(person_name) = lower($5)
        AND person_phone IS NOT DISTINCT FROM $6))
LIMIT 1
"""


class PostgresSubjectRequests:
    """The store of cases of one organisation."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, identity: UUID) -> SubjectRequest | None:
        """One case, locked."""
        table = tables.subject_request
        row = await fetch(self._link, table, lock=True, organisation_id=self._organisation_id, id=identity)
        return _request(row) if row else None

    async def same(self, request: SubjectRequest) -> UUID | None:
        """An open case of the same kind and person. Who gave no address is known by name and number: two people of one
        name each have their month."""
        who = (request.contact_id, request.person_email, request.person_name, request.person_phone)
        found: UUID | None = await self._link.value(_SAME, self._organisation_id, request.kind, *who)
        return found

    async def add(self, request: SubjectRequest) -> None:
        """A new case."""
        await insert(self._link, tables.subject_request, organisation_id=self._organisation_id, **asdict(request))

    async def replace(self, request: SubjectRequest) -> None:
        """The case as it stands now; its version goes up by one. What an erasure has emptied stays empty."""
        values = {name: value for name, value in asdict(request).items() if not name.startswith("person_")}
        values["version"] = request.version + 1
        await update(self._link, tables.subject_request, values, organisation_id=self._organisation_id, id=request.id)

    async def answer(self, request_id: UUID) -> Answer | None:
        """What the case was answered."""
        keys = {"organisation_id": self._organisation_id, "request_id": request_id}
        row = await fetch(self._link, tables.subject_answer, lock=False, **keys)
        if row is None:
            return None
        values = {name: value for name, value in row.items() if name not in ("organisation_id", "created_at")}
        return Answer(**{**values, "language": Language(row["language"])})

    async def add_answer(self, answer: Answer) -> None:
        """The answer that is given."""
        keys = {"organisation_id": self._organisation_id, "created_at": self._now}
        await insert(self._link, tables.subject_answer, **asdict(answer), **keys)

    async def note_kept(self, answer_id: UUID) -> None:
        """Its PDF lies in the store."""
        keys = {"organisation_id": self._organisation_id, "id": answer_id}
        await update(self._link, tables.subject_answer, {"kept_at": self._now}, **keys)

    async def forget_person(self, identity: UUID) -> None:
        """Empty who it was about."""
        values = {"person_name": None, "person_email": None, "person_phone": None, "extension_reason": None}
        await update(self._link, tables.subject_request, values, organisation_id=self._organisation_id, id=identity)


def _request(row: Mapping[str, Any]) -> SubjectRequest:
    values = {name: value for name, value in row.items() if name != "organisation_id"}
    return SubjectRequest(
        **{
            **values,
            "person_name": row["person_name"] or "",
            "kind": RequestKind(row["kind"]),
            "language": Language(row["language"]),
            "channel": RequestChannel(row["channel"]),
            "state": RequestState(row["state"]),
            "verified_method": IdentityMethod(row["verified_method"]) if row["verified_method"] else None,
            "refusal_ground": RefusalGround(row["refusal_ground"]) if row["refusal_ground"] else None,
        }
    )
