"""Letters to people who sign in, and the links in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from smoall.domain.access.message import LASTS, LinkPurpose, MessageKind
from smoall.domain.invoicing.delivery import DeliveryState
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE, NOBODY
from smoall.infra.postgres import outbox, tables
from smoall.infra.postgres.database import SET_ORGANISATION, Link
from smoall.infra.postgres.statements import insert, update
from smoall.usecases.messages import Message, Redeemed

_SENT_TO = """
SELECT m.id FROM message m JOIN user_account u ON u.email = m.recipient
WHERE u.id = $1 AND m.sent_at IS NOT NULL ORDER BY m.sent_at DESC, m.id DESC LIMIT $2"""
_OPEN = "token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3"
_REDEEM = f"UPDATE one_time_token SET used_at = $3 WHERE {_OPEN} RETURNING user_id, subject_id"
_LOOK = f"SELECT user_id, subject_id FROM one_time_token WHERE {_OPEN}"
_VOID = "UPDATE one_time_token SET used_at = $3 WHERE purpose = $1 AND subject_id = $2 AND used_at IS NULL"


class PostgresMessages:
    """The store of letters. Its jobs belong to the organisation of the unit, or to Smoall where there is none yet."""

    def __init__(self, link: Link, organisation_id: UUID, now: datetime) -> None:
        self._link = link
        self._organisation_id = organisation_id
        self._now = now

    async def post(self, message: Message) -> None:
        """Ask for a letter."""
        await insert(
            self._link,
            tables.message,
            id=message.id,
            user_id=message.user_id,
            kind=message.kind,
            language=message.language,
            recipient=message.recipient,
            name=message.name,
            words=dict(message.words),
            link_purpose=message.link,
            subject_id=message.subject_id,
            state=message.state,
            created_at=self._now,
        )
        await self._enqueue(message)

    async def _enqueue(self, message: Message) -> None:
        organisation_id = self._organisation_id
        if organisation_id == NOBODY:  # nobody is signed in: the job is Smoall's own
            organisation_id = HOUSE
            await self._link.value(SET_ORGANISATION, str(HOUSE))
        await outbox.enqueue(
            self._link,
            organisation_id=organisation_id,
            job="deliver_message",
            run_key=f"message:{message.id.hex}",
            arguments={"message_id": message.id, "requested_by": NOBODY},
            now=self._now,
        )
        if self._organisation_id == NOBODY:
            await self._link.value(SET_ORGANISATION, "")

    async def get(self, identity: UUID, *, lock: bool = False) -> Message | None:
        """One letter."""
        row = await self._link.row(_LOCKED if lock else _SELECT, identity)
        return None if row is None else _message_of(dict(row))

    async def replace(self, message: Message, *, sent_at: datetime | None = None) -> None:
        """The letter in another state."""
        values = {
            "state": message.state,
            "attempts": message.attempts,
            "failure": message.failure,
            "provider_id": message.provider_id,
            "attempted_at": message.attempted_at,
        }
        if sent_at:
            values["sent_at"] = sent_at
        await update(self._link, tables.message, values, id=message.id)

    async def sent_to(self, user_id: UUID, *, limit: int) -> Sequence[UUID]:
        """The latest letters that were handed over to the address that the person's account has now."""
        return [row["id"] for row in await self._link.rows(_SENT_TO, user_id, limit)]

    async def keep_link(
        self, token_hash: bytes, purpose: LinkPurpose, *, user_id: UUID | None, subject_id: UUID
    ) -> None:
        """A link that works until its purpose's time is over."""
        await insert(
            self._link,
            tables.one_time_token,
            token_hash=token_hash,
            purpose=purpose,
            user_id=user_id,
            subject_id=subject_id,
            created_at=self._now,
            expires_at=self._now + LASTS[purpose],
        )

    async def redeem(self, token_hash: bytes, purpose: LinkPurpose) -> Redeemed | None:
        """Use a link up; of two at once one gets it."""
        row = await self._link.row(_REDEEM, token_hash, purpose, self._now)
        return Redeemed(**dict(row)) if row else None

    async def look_at(self, token_hash: bytes, purpose: LinkPurpose) -> Redeemed | None:
        """What a link is for, without using it up."""
        row = await self._link.row(_LOOK, token_hash, purpose, self._now)
        return Redeemed(**dict(row)) if row else None

    async def void_links(self, purpose: LinkPurpose, subject_id: UUID) -> None:
        """Earlier links of that purpose and subject no longer work."""
        await self._link.row(_VOID, purpose, subject_id, self._now)


_SELECT = """
SELECT id, kind, language, recipient, name, user_id, words, link_purpose AS link, subject_id, state, attempts, failure,
    provider_id, attempted_at
FROM message WHERE id = $1"""
_LOCKED = f"{_SELECT} FOR UPDATE"


def _message_of(row: dict[str, object]) -> Message:
    message = Message(**row)  # type: ignore[arg-type]
    return replace(
        message,
        kind=MessageKind(message.kind),
        language=Language(message.language),
        link=LinkPurpose(message.link) if message.link else None,
        state=DeliveryState(message.state),
    )
