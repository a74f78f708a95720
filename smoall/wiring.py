"""The composition root: settings become a running house. The only file that knows all adapters."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from strawberry import Schema

from smoall.infra.clock import Clock
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.fingerprints import KeyedFingerprints
from smoall.infra.crypto.master_key import master_key
from smoall.infra.crypto.sealing import AesGcmVault
from smoall.infra.crypto.signing import Signer
from smoall.infra.crypto.tokens import RandomTokens
from smoall.infra.files.store import LocalFiles
from smoall.infra.mail.account_letter import account_letter
from smoall.infra.mail.invoice_letter import invoice_letter
from smoall.infra.pdf.renderer import ChildRenderer
from smoall.infra.postgres.database import Database, Link
from smoall.infra.postgres.due_subscriptions import DueSubscriptions
from smoall.infra.postgres.housekeeping import PostgresHousekeeping
from smoall.infra.postgres.sessions import Sessions
from smoall.infra.postgres.unit import PostgresUnits
from smoall.infra.postgres.watching import Watcher
from smoall.infra.register.writer import RegisterFiles
from smoall.infra.stripe.listening import follower
from smoall.infra.stripe.webhooks import StripeWebhooks
from smoall.infra.subjects.writer import ReportFiles
from smoall.infra.telemetry.requests import observe_request
from smoall.infra.telemetry.tracing import TracedLink, is_tracing
from smoall.jobs.workshop import Workshop
from smoall.schema.browser import Origins
from smoall.schema.context import Services
from smoall.schema.cost import Buckets
from smoall.schema.documents import Documents
from smoall.schema.endpoint import GraphQLEndpoint
from smoall.schema.limits import Limits
from smoall.schema.live import LiveView
from smoall.schema.schema import build_schema
from smoall.schema.toll import Toll
from smoall.schema.trusted import TrustedDocuments
from smoall.settings import Settings
from smoall.usecases.access.deliver_message import Desk
from smoall.usecases.credentials.reseal import Resealed, reseal_secrets
from smoall.usecases.hand_over import Way
from smoall.usecases.invoicing.deliver_document import Post
from smoall.usecases.operations.hints import WebhookSource
from smoall.usecases.privacy.objection.notice import Links
from smoall.usecases.privacy.purge_organisation import Purging
from smoall.usecases.privacy.register.export_register import RegisterPress
from smoall.usecases.privacy.subjects.export_report import ReportWriter
from smoall.wiring_billing import demo_clock, hang_up, payment_ear, stripe_config, till_of
from smoall.wiring_ledger import ledger_of
from smoall.wiring_mail import audience, mail, mail_followers, mail_sources, mailbox, mailgun, now, operator
from smoall.wiring_services import opposed_addresses, services_of

APP_ROLE = "smoall_app"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the database is: for its owner, who migrates, and for the restricted role, with which all work is done.

    ``role`` is set at the start of each connection where the login itself is not the restricted one.
    """

    owner: str
    app: str
    role: str | None


def addresses(settings: Settings) -> Addresses | None:
    """The database that the settings name; None means the embedded one."""
    if settings.database_url is None:
        return None
    if settings.database_app_url:
        return Addresses(settings.database_url, settings.database_app_url, None)
    return Addresses(settings.database_url, settings.database_url, APP_ROLE)


@dataclass(frozen=True, slots=True)
class House:
    """The API's side: everything on one event loop."""

    settings: Settings
    database: Database
    services: Services
    sessions: Sessions
    signer: Signer
    endpoint: GraphQLEndpoint
    live: LiveView
    sources: Mapping[str, WebhookSource]
    clock: Clock
    due: DueSubscriptions
    press: RegisterPress
    reports: ReportWriter


@asynccontextmanager
async def open_house(settings: Settings, where: Addresses, *, clock: Clock | None = None) -> AsyncIterator[House]:
    """The API's services, closed at the end of the block; ``clock`` is for tests that let months go by."""
    clock = clock or demo_clock(settings)
    database = Database(where.app, size=settings.pool_size, role=where.role, link=_link())
    signer = Signer(master_key(settings.home, given=settings.secret_key), settings.base_url)
    watcher, sessions = Watcher(database), Sessions(database)
    services = services_of(settings, database, clock=clock, signer=signer, watcher=watcher)
    schema, renderer = build_schema(), ChildRenderer()
    press = RegisterPress(source=services.register, writer=RegisterFiles(renderer))
    endpoint, live = _endpoints(settings, schema, services, sessions)
    try:
        due = DueSubscriptions(database, clock)
        yield House(
            settings,
            database,
            services,
            sessions,
            signer,
            endpoint,
            live,
            sources(settings),
            clock,
            due,
            press,
            ReportFiles(renderer),
        )
    finally:
        await renderer.close()
        await watcher.close()
        await hang_up(services.till.gateway)
        await database.close()


def sources(settings: Settings) -> dict[str, WebhookSource]:
    """Who may send webhooks, by the last part of the address."""
    config = stripe_config(settings)
    found: list[WebhookSource] = [StripeWebhooks(config)] if config else []
    return {source.name: source for source in (*found, *mail_sources(settings))}


def _link() -> type[Link]:
    return TracedLink if is_tracing() else Link


def _endpoints(
    settings: Settings, schema: Schema, services: Services, sessions: Sessions
) -> tuple[GraphQLEndpoint, LiveView]:
    """The two ways in, over HTTP and over WebSockets: the same documents, the same buckets."""
    limits = Limits(
        depth=settings.cost_depth,
        aliases=settings.cost_aliases,
        tokens=settings.cost_tokens,
        root_fields=settings.cost_root_fields,
        directives=settings.cost_directives,
    )
    documents = Documents(schema._schema, limits)
    origins = Origins((*settings.allowed_origins, settings.base_url))
    trusted = TrustedDocuments(documents, only=_laid_down(settings.trusted_documents))
    toll = Toll(Buckets(size=settings.cost_bucket, restored=settings.cost_restored), most=settings.cost_max)
    endpoint = GraphQLEndpoint(
        services,
        documents,
        authenticate=sessions,
        trusted=trusted,
        toll=toll,
        origins=origins,
        body_bytes=settings.body_bytes,
        observe=observe_request,
    )
    live = LiveView(
        services,
        documents,
        authenticate=sessions,
        trusted=trusted,
        toll=toll,
        origins=origins,
        body_bytes=settings.body_bytes,
    )
    return endpoint, live


def _laid_down(folder: Path | None) -> list[str] | None:
    """The texts of the trusted documents; None when any document is welcome."""
    return None if folder is None else [path.read_text("utf-8") for path in sorted(folder.glob("*.graphql"))]


class Workshops:
    """The job side: its services are made on the worker's own event loop, when its first job runs."""

    def __init__(self, settings: Settings, where: Addresses, *, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or demo_clock(settings)
        self._where = where
        self._made: Workshop | None = None
        self.renderer = ChildRenderer()

    def __call__(self) -> Workshop:
        if self._made is None:
            self._made = self._make()
        return self._made

    def _make(self) -> Workshop:
        settings, where = self._settings, self._where
        database = Database(where.app, size=settings.worker_threads + 1, role=where.role, link=_link())
        way = Way(mail(settings), now, resend_unknown=settings.smtp_resend)
        fingerprint = KeyedFingerprints(master_key(settings.home, given=settings.secret_key))
        links = Links(RandomTokens(), settings.base_url)
        post = Post(way, invoice_letter, self.renderer, LocalFiles(settings.home / "files"), fingerprint, links)
        desk = Desk(
            way,
            account_letter,
            tokens=RandomTokens(),
            fingerprint=fingerprint,
            operator=operator(settings),
            account_url=settings.account_url or settings.base_url,
            reports=mailgun(settings),
        )
        letters = None if settings.letters_leave else mailbox(settings)
        grace_days = settings.retention_grace_days
        seal = CertificateSigner(master_key(settings.home, given=settings.secret_key))
        till = till_of(settings, database, self._clock)
        ear = payment_ear(settings, till.gateway)
        followers = mail_followers(settings, fingerprint=fingerprint)
        followers[ear.gateway.name] = follower(ear)
        return Workshop(
            PostgresUnits(database, clock=self._clock, fingerprints=opposed_addresses(settings)),
            post,
            desk,
            PostgresHousekeeping(database, grace_days=grace_days),
            letters,
            LocalFiles(settings.home / "files"),
            Purging(seal, grace_days),
            ledger_of(settings),
            till,
            DueSubscriptions(database, self._clock).wake,
            ReportFiles(self.renderer),
            followers=followers,
            reports=mailgun(settings),
            audience=audience(settings),
            ear=ear,
        )


async def reseal(settings: Settings, where: Addresses) -> Resealed:
    """Seal every stored secret anew with the present master key."""
    database = Database(where.app, size=1, role=where.role)
    key = master_key(settings.home, given=settings.secret_key)
    try:
        return await reseal_secrets(PostgresUnits(database), vault=AesGcmVault(key, former=settings.former_secret_keys))
    finally:
        await database.close()


async def tidy(settings: Settings) -> int:
    """Remove what writers that were killed left half-written in the home; how many files."""
    return await LocalFiles(settings.home / "files").clean() + await mailbox(settings).clean()
