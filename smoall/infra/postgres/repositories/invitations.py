"""Invitations."""

from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.access.invitation import Invitation, InvitationState
from smoall.domain.access.role import Role
from smoall.domain.kernel.language import Language
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import Link
from smoall.infra.postgres.statements import insert, update

_COLUMNS = "id, email, role, language, invited_by, created_at, expires_at, state, closed_at, message, version"
_OWN = f"SELECT {_COLUMNS} FROM invitation WHERE organisation_id = $1 AND "
_ANY = f"SELECT organisation_id, {_COLUMNS} FROM invitation WHERE id = $1"


class PostgresInvitations:
    """The store of invitations."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, identity: UUID, *, lock: bool = True) -> Invitation | None:
        """One invitation."""
        held = " FOR UPDATE" if lock else ""
        return _invitation(await self._link.row(f"{_OWN} id = $2{held}", self._organisation_id, identity))

    async def pending(self, email: str) -> Invitation | None:
        """The invitation of this address that is neither answered nor taken back."""
        return _invitation(
            await self._link.row(
                f"{_OWN} email = $2 AND state = '{InvitationState.PENDING}' FOR UPDATE", self._organisation_id, email
            )
        )

    async def add(self, invitation: Invitation) -> None:
        """A new invitation."""
        await insert(
            self._link,
            tables.invitation,
            organisation_id=self._organisation_id,
            id=invitation.id,
            email=invitation.email,
            role=invitation.role,
            language=invitation.language,
            message=invitation.message,
            source="EMPLOYER",
            invited_by=invitation.invited_by,
            state=invitation.state,
            created_at=self._now,
            expires_at=invitation.expires_at,
        )

    async def replace(self, invitation: Invitation, *, accepted_by: UUID | None = None) -> None:
        """The invitation in another state."""
        await update(
            self._link,
            tables.invitation,
            {
                "email": invitation.email,
                "message": invitation.message,
                "state": invitation.state,
                "expires_at": invitation.expires_at,
                "closed_at": invitation.closed_at,
                "accepted_by": accepted_by,
                "version": invitation.version + 1,
            },
            organisation_id=self._organisation_id,
            id=invitation.id,
        )

    async def find(self, identity: UUID) -> tuple[UUID, Invitation] | None:
        """The invitation of any organisation: row security lets its one row through."""
        await self._link.value("SELECT set_config('app.invitation', $1, true)", str(identity))
        row = await self._link.row(_ANY, identity)
        if row is None:
            return None
        values = dict(row)
        organisation_id = values.pop("organisation_id")
        found = _invitation(values)
        assert found is not None
        return UUID(int=organisation_id.int), found


def _invitation(row: Any) -> Invitation | None:
    if row is None:
        return None
    values = dict(row)
    typed = {
        "role": Role(values["role"]),
        "language": Language(values["language"]),
        "state": InvitationState(values["state"]),
    }
    return Invitation(**{**values, **typed})
