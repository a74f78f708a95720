"""The unit of work on Postgres."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg

from smoall.domain.audit import Mark
from smoall.domain.billing.plan import PlanList
from smoall.domain.kernel.errors import Unavailable, Unparsable
from smoall.domain.organisations.house import NOBODY
from smoall.domain.privacy.certificate import ChainHead, SignedHead
from smoall.infra.postgres import audit, outbox, replay
from smoall.infra.postgres.database import SET_READER, Database, Link
from smoall.infra.postgres.identity import new_id
from smoall.infra.postgres.inbox import PostgresInbox
from smoall.infra.postgres.reads.run import read_within
from smoall.infra.postgres.repositories.accounts import PostgresAccounts
from smoall.infra.postgres.repositories.audience import PostgresAudience
from smoall.infra.postgres.repositories.breaches import PostgresBreaches
from smoall.infra.postgres.repositories.companies import PostgresCompanies
from smoall.infra.postgres.repositories.credentials import PostgresApiKeys, PostgresCredentials
from smoall.infra.postgres.repositories.documents import PostgresDocuments
from smoall.infra.postgres.repositories.endings import PostgresEndings
from smoall.infra.postgres.repositories.erasures import PostgresErasures
from smoall.infra.postgres.repositories.invitations import PostgresInvitations
from smoall.infra.postgres.repositories.jobs import PostgresJobs
from smoall.infra.postgres.repositories.memberships import PostgresMemberships
from smoall.infra.postgres.repositories.messages import PostgresMessages
from smoall.infra.postgres.repositories.oauth import PostgresOAuth
from smoall.infra.postgres.repositories.objections import PostgresObjections
from smoall.infra.postgres.repositories.organisations import PostgresOrganisations
from smoall.infra.postgres.repositories.payments import PostgresDeliveries, PostgresPayments
from smoall.infra.postgres.repositories.people import PostgresPeople
from smoall.infra.postgres.repositories.persons import PostgresPersons
from smoall.infra.postgres.repositories.retention import PostgresRetention
from smoall.infra.postgres.repositories.sub_processors import PostgresSubProcessorChanges
from smoall.infra.postgres.repositories.subject_requests import PostgresSubjectRequests
from smoall.infra.postgres.repositories.subjects import PostgresSubjects
from smoall.infra.postgres.repositories.subscriptions import PostgresSubscriptions
from smoall.infra.postgres.repositories.suppressions import PostgresSuppressions
from smoall.infra.postgres.repositories.takings import PostgresTakings
from smoall.infra.postgres.repositories.trail import PostgresTrail
from smoall.usecases.actor import Actor
from smoall.usecases.privacy.objection.stores import AddressFingerprints
from smoall.usecases.reading import Plan, Signing

BRUSSELS = ZoneInfo("Europe/Brussels")


class PostgresUnit:
    """One transaction on one connection."""

    def __init__(
        self,
        link: Link,
        actor: Actor | None,
        *,
        now: datetime,
        request_id: str,
        limits: PlanList | None = None,
        fingerprints: AddressFingerprints | None = None,
    ) -> None:
        self.link = link
        self.limits = limits
        self._fingerprints = fingerprints
        self.now = now
        self.request_id = request_id
        self._entries: list[tuple[str, str, Mapping[str, Any]]] = []
        self._changed: list[UUID] = []
        self.committed = False
        self._bind(actor)

    def _bind(self, actor: Actor | None) -> None:
        organisation_id = actor.organisation_id if actor else NOBODY
        if actor:
            self.actor = actor
        self.documents = PostgresDocuments(self.link, organisation_id, self.now)
        self.companies = PostgresCompanies(self.link, organisation_id, self.now)
        self.organisations = PostgresOrganisations(self.link, organisation_id, self.now)
        self.payments = PostgresPayments(self.link, organisation_id, self.now)
        self.deliveries = PostgresDeliveries(self.link, organisation_id, self.now)
        self.people = PostgresPeople(self.link, organisation_id, self.now)
        self.accounts = PostgresAccounts(self.link, organisation_id, self.now)
        self.memberships = PostgresMemberships(self.link, organisation_id, self.now)
        self.invitations = PostgresInvitations(self.link, organisation_id, self.now)
        self.messages = PostgresMessages(self.link, organisation_id, self.now)
        self.oauth = PostgresOAuth(self.link, self.now)
        self.audience = PostgresAudience(self.link, organisation_id, self.now)
        self.suppressions = PostgresSuppressions(self.link, self.now)
        self.inbox = PostgresInbox(self.link, organisation_id, self.now)
        self.persons = PostgresPersons(self.link, actor, now=self.now, request_id=self.request_id)
        self.credentials = PostgresCredentials(self.link, self.now)
        self.api_keys = PostgresApiKeys(self.link, organisation_id, self.now)
        self.endings = PostgresEndings(self.link, organisation_id, self.now)
        self.objections = PostgresObjections(self.link, organisation_id, self.now, fingerprints=self._fingerprints)
        self.subjects = PostgresSubjects(self.link, organisation_id, self.now)
        self.subject_requests = PostgresSubjectRequests(self.link, organisation_id, self.now)
        self.erasures = PostgresErasures(self.link, self.now)
        self.sub_processor_changes = PostgresSubProcessorChanges(self.link, organisation_id, self.now)
        self.breaches = PostgresBreaches(self.link, organisation_id, self.now, by=_known(actor))
        self.trail = PostgresTrail(self.link, organisation_id)
        self.retention = PostgresRetention(self.link, organisation_id, self.now)
        self.jobs = PostgresJobs(self.link, organisation_id, self.now)
        self.subscriptions = PostgresSubscriptions(self.link, organisation_id, self.now)
        self.takings = PostgresTakings(self.link, organisation_id, self.now)

    @property
    def today(self) -> date:
        """The day in Brussels."""
        return self.now.astimezone(BRUSSELS).date()

    def new_id(self) -> UUID:
        """A fresh, time-ordered id."""
        return new_id()

    async def act_as(self, actor: Actor) -> None:
        """Speak for this actor from here on."""
        await self.link.value(SET_READER, str(actor.organisation_id), str(actor.user_id))
        self._bind(actor)

    async def enqueue(self, job: str, *, run_key: str, **arguments: Any) -> None:
        """A job that starts after the commit, once for all times under its key; it acts for this unit's actor."""
        await outbox.enqueue(
            self.link,
            organisation_id=self.actor.organisation_id,
            job=job,
            run_key=run_key,
            arguments={**arguments, "requested_by": self.actor.user_id},
            now=self.now,
        )

    def record(self, action: str, object_id: str, **payload: Any) -> None:
        """An entry of the trail, written at the commit."""
        self._entries.append((action, object_id, payload))

    async def verify_trail(self, since: Mark | None = None) -> tuple[int, bytes, int | None]:
        """Walk the organisation's chain: how many entries, the hash of the last, and the first that does not fit."""
        return await audit.verify(self.link, self.actor.organisation_id, since=since)

    async def signed_heads(self, *, limit: int) -> list[SignedHead]:
        """Where the organisation's chain stood, as it was signed; the latest first."""
        return await audit.signed_heads(self.link, self.actor.organisation_id, limit=limit)

    async def keep_head(self, head: ChainHead, signature: bytes) -> bool:
        """Keep a head that is signed now; False when it was before."""
        return await audit.keep_head(self.link, SignedHead(head=head, at=self.now, signature=signature))

    def changed(self, invoice_id: UUID) -> None:
        """Tell whoever watches the invoice, at the commit."""
        self._changed.append(invoice_id)

    async def answer(self, plan: Plan, values: Mapping[str, Any], signing: Signing) -> bytes:
        """The JSON of the selection as this transaction sees it."""
        return await read_within(
            self.link,
            plan,
            organisation_id=self.actor.organisation_id,
            user_id=self.actor.user_id,
            values=values,
            signing=signing,
        )

    async def claim(self, key: str, field: str, request_sha256: bytes) -> bytes | None:
        """Take an idempotency key: the stored answer when it was used before. Raises KeyReused, AnswerErased."""
        return await replay.claim(
            self.link,
            organisation_id=self.actor.organisation_id,
            key=key,
            field=field,
            request_sha256=request_sha256,
            now=self.now,
        )

    async def remember(self, key: str, field: str, answer: bytes) -> None:
        """Keep the answer under the key, in this same transaction."""
        organisation_id = self.actor.organisation_id
        await replay.remember(self.link, organisation_id=organisation_id, key=key, field=field, answer=answer)

    async def seal(self) -> None:
        """Write the trail and the notices: the last statement of the transaction, for it locks what all share."""
        for action, object_id, payload in self._entries:
            changed, self._changed = self._changed, []
            await audit.append(
                self.link,
                organisation_id=self.actor.organisation_id,
                user_id=self.actor.user_id,
                at=self.now,
                request_id=self.request_id,
                action=action,
                object_id=object_id,
                payload=payload,
                changed=changed,
            )
        self._entries.clear()
        if self._changed:  # a job changes things too, and leaves no entry
            await audit.tell_watchers(self.link, self.actor.organisation_id, self._changed)
            self._changed = []

    async def commit(self) -> None:
        """Make everything true at once."""
        await self.seal()
        self.committed = True


def _begin(actor: Actor | None) -> str:
    """The start of a transaction and whose rows it sees, in one round trip; a UUID needs no quoting."""
    if actor is None:
        return "BEGIN"
    organisation_id, user_id = UUID(int=actor.organisation_id.int), UUID(int=actor.user_id.int)
    return (
        f"BEGIN; SELECT set_config('app.organisation', '{organisation_id}', true),"
        f" set_config('app.user', '{user_id}', true)"
    )


def _known(actor: Actor | None) -> UUID | None:
    """The person who acts; None where it is Smoall itself."""
    return actor.user_id if actor and actor.user_id != NOBODY else None


class PostgresUnits:
    """Begins units on a queue of connections."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        limits: PlanList | None = None,
        fingerprints: AddressFingerprints | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits
        self._fingerprints = fingerprints

    @asynccontextmanager
    async def begin(self, actor: Actor | None, *, request_id: str) -> AsyncIterator[PostgresUnit]:
        """A unit of ``actor``. Raises Unavailable when the database does not answer or gives up on a deadlock.

        A NUL that slipped through to the database is an Unparsable like any other text that cannot be stored.
        """
        async with self._database.link() as link:
            await link.connection.execute(_begin(actor))
            try:
                unit = PostgresUnit(
                    link,
                    actor,
                    now=self._clock(),
                    request_id=request_id,
                    limits=self._limits,
                    fingerprints=self._fingerprints,
                )
                yield unit
            except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError) as collision:
                await link.connection.execute("ROLLBACK")
                raise Unavailable("TRY_AGAIN") from collision
            except asyncpg.CharacterNotInRepertoireError as odd:
                await link.connection.execute("ROLLBACK")
                raise Unparsable("TEXT_CHARACTER", character="U+0000") from odd
            except BaseException:
                if not link.connection.is_closed():
                    await link.connection.execute("ROLLBACK")
                raise
            if unit.committed:
                await link.connection.execute("COMMIT")
            else:
                await link.connection.execute("ROLLBACK")
