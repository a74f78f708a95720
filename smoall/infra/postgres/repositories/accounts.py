"""People who sign in, what they agreed to, and what opens the API for them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from smoall.domain.access.consent import Consent, ConsentSource, ConsentSubject
from smoall.domain.access.email_change import EmailChange
from smoall.domain.access.message import LinkPurpose
from smoall.domain.access.session import CredentialKind, SignInMethod
from smoall.domain.kernel.language import Language
from smoall.infra.postgres import tables
from smoall.infra.postgres.database import SET_ORGANISATION, Link
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.statements import insert
from smoall.usecases.access.account_stores import LetterRequest, Person

_PERSON = "SELECT id, email, name, language, password_hash, version, email_verified_at FROM user_account WHERE "
# Held against other changes of the account, not against rows that refer to it.
_HELD = " FOR NO KEY UPDATE"
_CHANGE = """SELECT id, user_id, old_email, new_email, expires_at, old_confirmed_at, new_confirmed_at
FROM email_change WHERE id = $1 FOR UPDATE"""
_CONSENTS = """SELECT subject, given, version, text_sha256, language, at, source, remote_address
FROM consent WHERE user_id = $1 ORDER BY at, id"""
_END_KEYS = """UPDATE api_key SET revoked_at = $3
WHERE organisation_id = $1 AND created_by = $2 AND revoked_at IS NULL"""
_HOLDS = "revoked_at IS NULL AND expires_at > $2"
_OF_A_PERSON = f"kind = '{CredentialKind.SESSION}'"


class PostgresAccounts:
    """The store of accounts."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def get(self, user_id: UUID, *, lock: bool = False) -> Person | None:
        """One account."""
        return _person(await self._link.row(f"{_PERSON} id = $1{_HELD if lock else ''}", user_id))

    async def by_email(self, email: str) -> Person | None:
        """The account with this address."""
        return _person(await self._link.row(f"{_PERSON} email = $1", email))

    async def change(self, user_id: UUID, *, name: str, language: Language) -> None:
        """Another name, another language."""
        await self._link.row(
            "UPDATE user_account SET name = $2, language = $3, version = version + 1 WHERE id = $1",
            user_id,
            name,
            language,
        )

    async def set_password(self, user_id: UUID, password_hash: str) -> None:
        """Another password."""
        await self._link.row(
            "UPDATE user_account SET password_hash = $2, version = version + 1 WHERE id = $1", user_id, password_hash
        )

    async def verify_email(self, user_id: UUID) -> None:
        """The person reads mail at their address."""
        await self._link.row(
            "UPDATE user_account SET email_verified_at = $2, version = version + 1"
            " WHERE id = $1 AND email_verified_at IS NULL",
            user_id,
            self._now,
        )

    async def move_to(self, user_id: UUID, email: str) -> bool:
        """Another address; False when it is taken, after which the unit can only be given up."""
        try:
            await self._link.row(
                "UPDATE user_account SET email = $2, email_verified_at = $3, version = version + 1 WHERE id = $1",
                user_id,
                email,
                self._now,
            )
        except asyncpg.UniqueViolationError:
            return False
        return True

    async def consents(self, user_id: UUID) -> Sequence[Consent]:
        """The whole history, the oldest first."""
        rows = await self._link.rows(_CONSENTS, user_id)
        return [_consent(dict(row), sequence) for sequence, row in enumerate(rows)]

    async def prove(self, user_id: UUID, consent: Consent) -> None:
        """One more entry of the history."""
        values = asdict(consent)
        del values["sequence"]  # ids are ordered by time
        await insert(self._link, tables.consent, id=new_id(), user_id=user_id, **values)

    async def end_sessions(self, user_id: UUID, *, but: UUID | None = None) -> int:
        """End the person's sessions in all organisations."""
        return await self._end(f"{_OF_A_PERSON} AND id IS DISTINCT FROM $3", user_id, but)

    async def end_keys(self, user_id: UUID) -> int:
        """End the person's keys and applications in all organisations, one after the other."""
        # Grants first: a token that is issued at this moment holds its grant, and is found once that is let go.
        await self._link.row(
            "UPDATE oauth_grant SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL", user_id, self._now
        )
        ended = await self._end(f"NOT {_OF_A_PERSON} AND $3::uuid IS NULL", user_id, None)
        await self._link.value("SELECT set_config('app.user', $1, true)", str(user_id))
        for row in await self._link.rows("SELECT organisation_id FROM membership WHERE user_id = $1", user_id):
            await self._link.value(SET_ORGANISATION, str(row["organisation_id"]))
            await self._link.row(_END_KEYS, row["organisation_id"], user_id, self._now)
        await self._link.value(SET_ORGANISATION, str(self._organisation_id))
        return ended

    async def _end(self, which: str, user_id: UUID, but: UUID | None) -> int:
        ended = await self._link.rows(
            f"UPDATE session SET revoked_at = $2 WHERE user_id = $1 AND {_HOLDS} AND {which} RETURNING id",
            user_id,
            self._now,
            but,
        )
        return len(ended)

    async def end_session(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session of the person."""
        ended = await self._link.row(
            f"UPDATE session SET revoked_at = $2 WHERE user_id = $1 AND id = $3 AND {_HOLDS} AND {_OF_A_PERSON}"
            " RETURNING id",
            user_id,
            self._now,
            session_id,
        )
        return ended is not None

    async def session(self, session_id: UUID) -> tuple[datetime, SignInMethod] | None:
        """When the session ends at the latest, and what opened it."""
        row = await self._link.row(
            f"SELECT ends_at, method FROM session WHERE id = $1 AND {_HOLDS} AND {_OF_A_PERSON} FOR UPDATE",
            session_id,
            self._now,
        )
        return (row["ends_at"], SignInMethod(row["method"] or SignInMethod.PASSWORD)) if row else None

    async def ask_letter(self, request: LetterRequest) -> None:
        """Keep a request until its job takes it."""
        await insert(self._link, tables.letter_request, **asdict(request), created_at=self._now)

    async def take_letter_request(self, identity: UUID) -> LetterRequest | None:
        """The request, out of the store."""
        row = await self._link.row(
            "DELETE FROM letter_request WHERE id = $1 RETURNING id, purpose, email, language", identity
        )
        if row is None:
            return None
        return LetterRequest(row["id"], LinkPurpose(row["purpose"]), row["email"], Language(row["language"]))

    async def email_change(self, identity: UUID) -> EmailChange | None:
        """A change of address, locked."""
        row = await self._link.row(_CHANGE, identity)
        return EmailChange(**dict(row)) if row else None

    async def keep_email_change(self, change: EmailChange) -> None:
        """The person's change of address as it stands."""
        await self._link.row("DELETE FROM email_change WHERE user_id = $1", change.user_id)
        await insert(self._link, tables.email_change, **asdict(change))

    async def forget_email_change(self, user_id: UUID) -> UUID | None:
        """The person changes to no other address any more."""
        found: UUID | None = await self._link.value("DELETE FROM email_change WHERE user_id = $1 RETURNING id", user_id)
        return found


def _person(row: Any) -> Person | None:
    if row is None:
        return None
    values = dict(row)
    return Person(**{**values, "language": Language(values["language"])})


def _consent(values: dict[str, Any], sequence: int) -> Consent:
    typed = {
        "subject": ConsentSubject(values["subject"]),
        "source": ConsentSource(values["source"]),
        "language": Language(values["language"]),
    }
    return Consent(**{**values, **typed}, sequence=sequence)
