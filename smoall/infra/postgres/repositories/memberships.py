"""The members of an organisation; what they hold there follows them at once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from smoall.domain.access.role import Role
from smoall.infra.postgres.database import Link

_OF_THE_MEMBER = "organisation_id = $1 AND user_id = $2"


class PostgresMemberships:
    """The store of memberships."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def lock(self) -> Mapping[UUID, Role]:
        """All members, locked in one order; whoever waited reads what the one before them left."""
        rows = await self._link.rows(
            "SELECT user_id, role FROM membership WHERE organisation_id = $1 ORDER BY user_id FOR UPDATE",
            self._organisation_id,
        )
        return {UUID(int=row["user_id"].int): Role(row["role"]) for row in rows}

    async def role_in(self, organisation_id: UUID, user_id: UUID) -> Role | None:
        """The role of a person in an organisation of theirs."""
        found = await self._link.value(f"SELECT role FROM membership WHERE {_OF_THE_MEMBER}", organisation_id, user_id)
        return Role(found) if found else None

    async def hold(self, user_id: UUID) -> Role | None:
        """The member's role, which nobody changes until the unit ends."""
        found = await self._link.value(
            f"SELECT role FROM membership WHERE {_OF_THE_MEMBER} FOR SHARE", self._organisation_id, user_id
        )
        return Role(found) if found else None

    async def set_role(self, user_id: UUID, role: Role) -> None:
        """Another role, for every credential too."""
        member = (self._organisation_id, user_id, role)
        await self._link.row(f"UPDATE membership SET role = $3 WHERE {_OF_THE_MEMBER}", *member)
        await self._link.row(f"UPDATE session SET role = $3 WHERE {_OF_THE_MEMBER} AND revoked_at IS NULL", *member)

    async def end(self, user_id: UUID) -> None:
        """No member any more, and no credential holds: no session, no key they made, no application they allowed."""
        await self._link.row(f"DELETE FROM membership WHERE {_OF_THE_MEMBER}", self._organisation_id, user_id)
        for table, whose in (("session", "user_id"), ("oauth_grant", "user_id"), ("api_key", "created_by")):
            theirs = f"organisation_id = $1 AND {whose} = $2"
            await self._link.row(
                f"UPDATE {table} SET revoked_at = $3 WHERE {theirs} AND revoked_at IS NULL",
                self._organisation_id,
                user_id,
                self._now,
            )
