"""What was stated of contacts and advertising."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from smoall.domain.privacy.bases import MarketingBasis, MarketingStatement
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import insert, update
from smoall.usecases.privacy.objection.stores import StatedBasis

_STATED = """
SELECT c.marketing_basis AS basis, c.marketing_proof AS proof, s.wording_version FROM contact c
LEFT JOIN LATERAL (SELECT wording_version FROM marketing_statement m
    WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.id
    ORDER BY stated_at DESC, id DESC LIMIT 1) s ON true
WHERE c.organisation_id = $1 AND c.id = $2
"""
_END_MARKETING = """
WITH ended AS (
    UPDATE contact c SET marketing_basis = 'NONE', marketing_proof = NULL FROM company f
    WHERE c.organisation_id = $1 AND c.marketing_basis <> 'NONE' AND f.organisation_id = $1 AND f.id = c.company_id
        AND (c.opposed_since IS NOT NULL OR f.opposed_since IS NOT NULL) RETURNING c.id
)
INSERT INTO marketing_statement (organisation_id, id, contact_id, basis, stated_at)
SELECT $1, gen_random_uuid(), id, 'NONE', $2 FROM ended
"""
_WORDING = """
SELECT wording FROM marketing_statement WHERE organisation_id = $1 AND wording_version = $2 AND wording IS NOT NULL
LIMIT 1
"""


class PostgresMarketing:
    """The part of the store of objections that is about advertising."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def state_marketing(self, identity: UUID, contact_id: UUID, stated: MarketingStatement) -> None:
        """On which basis the contact may be sent advertising from now on."""
        values = {"marketing_basis": stated.basis, "marketing_proof": stated.proof}
        await update(self._link, tables.contact, values, organisation_id=self._organisation_id, id=contact_id)
        await insert(
            self._link,
            tables.marketing_statement,
            organisation_id=self._organisation_id,
            id=identity,
            contact_id=contact_id,
            stated_at=self._now,
            wording_sha256=stated.wording_sha256,
            **asdict(stated),
        )

    async def end_marketing(self) -> None:
        """Whoever objected may be sent no advertising any more."""
        await self._link.row(_END_MARKETING, self._organisation_id, self._now)

    async def wording(self, version: str) -> str | None:
        """The words of that version."""
        found: str | None = await self._link.value(_WORDING, self._organisation_id, version)
        return found

    async def marketing_basis(self, contact_id: UUID) -> StatedBasis:
        """On which basis the contact may be sent advertising."""
        row = await self._link.row(_STATED, self._organisation_id, contact_id)
        if row is None:
            return StatedBasis(MarketingBasis.NONE)
        return StatedBasis(MarketingBasis(row["basis"]), row["proof"], row["wording_version"])
