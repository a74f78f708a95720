"""Telling the story to a database: all of it in one transaction, so that a seeding that is cut off leaves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from smoall.demo.story import EMAIL, FOUNDED, PASSWORD, REGISTRATION, Act, Memory, acts
from smoall.domain.billing.cycle import next_turn
from smoall.domain.billing.subscription import trial
from smoall.domain.kernel.errors import Conflict
from smoall.infra.crypto.fingerprints import KeyedFingerprints
from smoall.infra.crypto.passwords import Argon2Passwords
from smoall.infra.crypto.tokens import RandomTokens
from smoall.infra.peppol.rules import OfficialRules
from smoall.infra.plans import shipped_plans
from smoall.infra.postgres.database import Database, Link
from smoall.infra.postgres.unit import BRUSSELS, PostgresUnit
from smoall.infra.privacy_notice import CurrentPrivacyNotice
from smoall.infra.terms import CurrentTerms
from smoall.usecases.access.acceptance import Texts
from smoall.usecases.access.register import check_registration, register
from smoall.usecases.actor import Actor
from smoall.usecases.billing.open_trial import Trials

REQUEST = "demo"
PLANS = shipped_plans()


@dataclass(frozen=True, slots=True)
class Seeded:
    """How much the story wrote."""

    companies: int
    documents: int
    payments: int


async def nobody_is_there(database: Database) -> bool:
    """Whether nobody has registered yet."""
    async with database.link() as link:
        return not await link.value("SELECT EXISTS (SELECT FROM user_account)")


async def demo_exists(database: Database) -> bool:
    """Whether the demo account is there."""
    async with database.link() as link:
        return bool(await link.value("SELECT EXISTS (SELECT FROM user_account WHERE email = $1)", EMAIL))


async def seed_demo(database: Database, *, letters: bool, now: datetime | None = None) -> Seeded | None:
    """Write the demo organisation as it stands ``now``; None when it is there already, whoever wrote it.

    Every act goes through its use case, with the clock at its day; jobs are queued at the end, with everything else.
    """
    password_hash = await Argon2Passwords().hash(PASSWORD)
    now = now or datetime.now(UTC)
    memory = Memory(OfficialRules())
    async with database.link() as link:
        try:
            async with link.connection.transaction():
                actor = await _found(link, password_hash, _morning(now, FOUNDED))
                for act in acts(letters=letters):
                    await _perform(link, actor, act, memory, _morning(now, act.ago))
                await _begin_trial(link, actor, now)
        except Conflict as conflict:
            if conflict.code != "EMAIL_TAKEN":
                raise
            return None
    return Seeded(len(memory.companies), memory.documents, memory.payments)


def _morning(now: datetime, ago: int) -> datetime:
    """Nine o'clock in Brussels on that day, or ``now`` when that has not struck yet."""
    day = now.astimezone(BRUSSELS) - timedelta(days=ago)
    return min(day.replace(hour=9, minute=0, second=0, microsecond=0).astimezone(UTC), now)


async def _found(link: Link, password_hash: str, moment: datetime) -> Actor:
    texts = Texts(CurrentTerms(), CurrentPrivacyNotice(officer=""))
    unit = PostgresUnit(link, None, now=moment, request_id=REQUEST)
    given = replace(REGISTRATION, terms_version=texts.terms.version)
    checked = check_registration(given, texts=texts)
    trials = Trials(PLANS, KeyedFingerprints(bytes(32)))  # nobody else registers an invented number
    opened = await register(
        unit,
        given,
        checked,
        password_hash=password_hash,
        tokens=RandomTokens(),
        texts=texts,
        trials=trials,
        verify=False,
    )
    await unit.accounts.verify_email(opened.actor.user_id)
    await unit.commit()
    return opened.actor


async def _perform(link: Link, actor: Actor, act: Act, memory: Memory, moment: datetime) -> None:
    unit = PostgresUnit(link, actor, now=moment, request_id=REQUEST, fingerprints=_unopposed)
    await act.do(unit, memory)
    await unit.commit()


def _unopposed(_organisation_id: UUID, _address: str) -> Sequence[bytes]:
    """In an organisation that is being founded nobody has objected to anything."""
    return ()


async def _begin_trial(link: Link, actor: Actor, now: datetime) -> None:
    """The trial begins with the seeding, however long ago the organisation was founded: who looks has all of it."""
    unit = PostgresUnit(link, actor, now=now, request_id=REQUEST)
    await unit.subscriptions.get(lock=True)
    opened = trial(PLANS.best(unit.today), unit.today)
    await unit.subscriptions.replace(
        opened, today=unit.today, next_turn_on=next_turn(opened, (), today=unit.today), upcoming=None
    )
    await unit.commit()
