"""Forgetting on Postgres what has had its time, and putting back what fell out of the queue."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from smoall.domain.organisations.house import HOUSE, NOBODY
from smoall.domain.privacy.account_policy import CLOSES_AFTER_DAYS, term_days
from smoall.domain.privacy.retention import Holding
from smoall.infra.postgres import outbox
from smoall.infra.postgres.database import SET_ORGANISATION, Database, Link
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.replay import FORGET

_AS_KEEPER = "SELECT set_config('app.keeper', 'on', true)"


HOUSEKEPT: Mapping[str, Holding] = MappingProxyType(
    {
        "session": Holding.CREDENTIAL,
        "throttle": Holding.ATTEMPT,
        "inbox": Holding.PROVIDER_EVENT,
        "message": Holding.MESSAGE,
        "one_time_token": Holding.LINK,
        "subject_answer": Holding.ANSWER,
    }
)
"""By which rule the rows of a table are judged; the register of processing says the same."""


def _after(table: str) -> str:
    return f"now() - interval '{term_days(HOUSEKEPT[table])} days'"


_SESSIONS = f"DELETE FROM session WHERE coalesce(revoked_at, expires_at) < {_after('session')}"
_ATTEMPTS = f"DELETE FROM throttle WHERE since < {_after('throttle')}"
# A code or a refresh token that came twice is known as long as its row is there: until it would be over anyway.
_CODES = "DELETE FROM oauth_code WHERE expires_at < now() - interval '1 day'"
_REFRESH = "DELETE FROM oauth_refresh WHERE expires_at < now()"
_GRANTS = """
DELETE FROM oauth_grant g WHERE g.created_at < now() - interval '1 day'
AND NOT EXISTS (SELECT FROM oauth_code c WHERE c.grant_id = g.id)
AND NOT EXISTS (SELECT FROM oauth_refresh r WHERE r.grant_id = g.id)
"""
_EVENTS = f"DELETE FROM inbox WHERE received_at < {_after('inbox')}"
_CHALLENGES = "DELETE FROM challenge WHERE expires_at < now()"
_EMAIL_CHANGES = "DELETE FROM email_change WHERE expires_at < now()"
_INVITATIONS = "DELETE FROM invitation WHERE state = 'PENDING' AND expires_at < now() - interval '14 days'"
_LOST = """
SELECT j.organisation_id, j.run_key, j.actor FROM job_run j
WHERE j.state IN ('QUEUED', 'RUNNING') AND j.updated_at < now() - interval '2 minutes' AND NOT EXISTS (
    SELECT FROM dramatiq.queue q WHERE q.state <> 'rejected' AND q.message->'args'->>1 = j.run_key
    AND q.message->'args'->>0 = j.organisation_id::text)
LIMIT 1000
"""
_LETTERS = f"""
DELETE FROM message WHERE state NOT IN ('QUEUED', 'ATTEMPTING')
AND (kind = 'ACCOUNT_ERASED' OR created_at < {_after("message")}) RETURNING id
"""
_LINKS = f"DELETE FROM one_time_token WHERE coalesce(used_at, expires_at) < {_after('one_time_token')}"
_ANSWERS = f"DELETE FROM subject_answer WHERE created_at < {_after('subject_answer')} RETURNING pdf_sha256"
_UNSUBSCRIBED = f"""
SELECT s.organisation_id AS id FROM subscription s JOIN tenant t ON t.id = s.organisation_id
WHERE t.ended_at IS NULL AND s.ends_on < brussels_today() - {CLOSES_AFTER_DAYS}
AND (t.reopened_at IS NULL OR t.reopened_at < now() - interval '{CLOSES_AFTER_DAYS} days')
ORDER BY s.organisation_id LIMIT 1000
"""
_ENDED = (
    "SELECT id, ended_at FROM tenant WHERE erased_at IS NULL AND erase_after < brussels_today() ORDER BY id LIMIT 1000"
)
_ERASED = "SELECT id FROM tenant WHERE erased_at IS NOT NULL ORDER BY id"
_LIVING = "SELECT id FROM tenant WHERE ended_at IS NULL AND id > $1 AND id <> $3 ORDER BY id LIMIT $2"
_AUTOMATIC = """
SELECT DISTINCT organisation_id AS id FROM (
    SELECT DISTINCT ON (organisation_id, category) organisation_id, automatic FROM retention_choice
    ORDER BY organisation_id, category, chosen_at DESC, id DESC
) latest JOIN tenant t ON t.id = organisation_id WHERE automatic AND t.ended_at IS NULL
"""
_IDLE = """
SELECT u.id FROM user_account u
WHERE u.erased_at IS NULL AND u.created_at < now() - $1::interval
AND NOT EXISTS (SELECT FROM membership m WHERE m.user_id = u.id)
AND NOT EXISTS (SELECT FROM session s WHERE s.user_id = u.id AND s.seen_at > now() - $1::interval)
ORDER BY u.id LIMIT 1000
"""


async def enqueue_for(link: Link, organisation_id: UUID, job: str, run_key: str, **arguments: Any) -> bool:
    """A job of Smoall itself in an organisation, which the transaction must see; False when it was asked for before."""
    return await outbox.enqueue(
        link,
        organisation_id=organisation_id,
        job=job,
        run_key=run_key,
        arguments={**arguments, "requested_by": NOBODY},
        now=datetime.now(UTC),
    )


class PostgresHousekeeping:
    """Each chore is one transaction; safe to run twice. ``grace_days``: the operator's grace before an erasure."""

    def __init__(self, database: Database, *, grace_days: int) -> None:
        self._database = database
        self._grace_days = grace_days

    async def forget_replays(self) -> int:
        """Answers kept for replay longer than a day."""
        return await self._delete(FORGET)

    async def forget_sessions(self) -> int:
        """Sessions over for thirty days, counts of failed attempts whose window is over, challenges nobody answered;
        what applications were let do and can do no more."""
        over = (_SESSIONS, _ATTEMPTS, _CHALLENGES, _CODES, _REFRESH, _GRANTS)
        return sum([await self._delete(sql) for sql in over])

    async def forget_links(self) -> int:
        """Changes of address whose time is over, invitations that nobody answered within a month."""
        return sum([await self._delete(sql) for sql in (_EMAIL_CHANGES, _INVITATIONS)])

    async def forget_events(self) -> int:
        """Providers' events past their term, followed or not; they lie in Smoall's own organisation."""
        async with self._database.link() as link, link.connection.transaction():
            await link.value(SET_ORGANISATION, str(HOUSE))
            outcome = await link.connection.execute(_EVENTS)
        return int(outcome.rpartition(" ")[2])

    async def wake_lost_jobs(self) -> int:
        """Unfinished jobs without a message in the queue, as after a long outage, get a new one."""
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            lost = await link.rows(_LOST)
            for row in lost:
                await outbox.wake(link, row["actor"], str(row["organisation_id"]), row["run_key"])
        return len(lost)

    async def forget_expired(self) -> int:
        """Links, letters, answers to requests and proofs of consent past their term."""
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            letters = [row["id"] for row in await link.rows(_LETTERS)]
            if letters:
                await link.value(SET_ORGANISATION, str(HOUSE))
                await enqueue_for(link, HOUSE, "erase_letters", f"letters:{new_id().hex}", letters=letters)
            answers = [row["pdf_sha256"] for row in await link.rows(_ANSWERS)]
            if answers:
                await link.value(SET_ORGANISATION, str(HOUSE))
                await enqueue_for(link, HOUSE, "erase_files", f"files:{new_id().hex}", files=answers)
            consents: int = await link.value("SELECT purge_consents()")
        return len(letters) + len(answers) + consents + await self._delete(_LINKS)

    async def organisations(self) -> list[UUID]:
        """The ids of all organisations."""
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            return [row["id"] for row in await link.rows("SELECT id FROM tenant ORDER BY id")]

    async def living(self, after: UUID | None, limit: int) -> list[UUID]:
        """The ids of at most ``limit`` organisations that are open, those after ``after`` in the order of their ids."""
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            return [row["id"] for row in await link.rows(_LIVING, after or NOBODY, limit, HOUSE)]

    async def find_what_is_over(self) -> int:
        """Ask for what is due to be erased; a job that was asked for before is not asked for again."""
        asked = 0
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            ended, erased = await link.rows(_ENDED), await link.rows(_ERASED)
            idle = await link.rows(_IDLE, timedelta(days=self._grace_days))
            unsubscribed = await link.rows(_UNSUBSCRIBED)
            automatic = await link.rows(_AUTOMATIC)
            today = await link.value("SELECT brussels_today()")
            for row in automatic:
                await link.value(SET_ORGANISATION, str(row["id"]))
                asked += await enqueue_for(link, row["id"], "purge_by_standing_order", f"standing:{today}")
            for row in unsubscribed:
                await link.value(SET_ORGANISATION, str(row["id"]))
                asked += await enqueue_for(link, row["id"], "close_unsubscribed", f"close:{today}")
            for row in ended:
                await link.value(SET_ORGANISATION, str(row["id"]))
                # Every day anew until it is done, and always the same run: it goes on where it stopped.
                run_id = uuid5(row["id"], row["ended_at"].isoformat())
                asked += await enqueue_for(link, row["id"], "purge_organisation", f"purge:{today}", run_id=run_id)
            for identity in (HOUSE, *(row["id"] for row in erased)):
                await link.value(SET_ORGANISATION, str(identity))
                run_id = uuid5(identity, str(today.year))
                asked += await enqueue_for(link, identity, "purge_floors", f"floors:{today.year}", run_id=run_id)
            await link.value(SET_ORGANISATION, str(HOUSE))
            for row in idle:
                key = f"account:{row['id'].hex}:{today}"
                asked += await enqueue_for(link, HOUSE, "erase_account", key, user_id=row["id"])
        return asked

    async def _delete(self, sql: str) -> int:
        async with self._database.link() as link, link.connection.transaction():
            await link.value(_AS_KEEPER)
            outcome = await link.connection.execute(sql)
        return int(outcome.rpartition(" ")[2])
