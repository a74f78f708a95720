"""What a resolver can reach: one object per request."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias
from uuid import UUID

import strawberry
from graphql import GraphQLResolveInfo

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.officer import Officer
from smoall.schema.failures import unauthenticated
from smoall.schema.planning import Planner, shape_of
from smoall.usecases.actor import Actor
from smoall.usecases.billing.open_trial import Trials
from smoall.usecases.billing.till import Till
from smoall.usecases.credentials.ports import Ceremonies, Entropy, QrCodes, Vault
from smoall.usecases.files import FileStore
from smoall.usecases.mail import Mailbox
from smoall.usecases.ports import Fingerprints, Passwords, Rules, Secrets, Terms, Tokens
from smoall.usecases.privacy.breaches.draft_notices import CategoryNames
from smoall.usecases.privacy.download import Download
from smoall.usecases.privacy.register.processing_register import RegisterSource
from smoall.usecases.privacy.sign_heads import Papers
from smoall.usecases.reading import Plan, Reader, Reads, Selection, Signing
from smoall.usecases.unit import Unit, Units


class AnsweringUnit(Unit, Protocol):
    """A unit that also answers the selection of its mutation, and remembers answers for replay."""

    async def answer(self, plan: Plan, values: Mapping[str, Any], signing: Signing) -> bytes:
        """The JSON of the selection as this transaction sees it."""
        ...

    async def claim(self, key: str, field: str, request_sha256: bytes) -> bytes | None:
        """Take an idempotency key: the stored answer when it was used before. Raises KeyReused for another request,
        AnswerErased where that answer was erased."""
        ...

    async def remember(self, key: str, field: str, answer: bytes) -> None:
        """Keep the answer under the key, in this same transaction."""
        ...


class AnsweringUnits(Units, Protocol):
    """Begins units that answer."""

    def begin(self, actor: Actor | None, *, request_id: str) -> AbstractAsyncContextManager[AnsweringUnit]:
        """A unit of ``actor``."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the schema needs from the rest of the house, put together in wiring."""

    units: AnsweringUnits
    reads: Reads
    signing: Callable[[UUID], Signing]
    passwords: Passwords
    tokens: Tokens
    fingerprint: Fingerprints
    secrets: Secrets
    entropy: Entropy
    vault: Vault
    ceremonies: Ceremonies
    qr_codes: QrCodes
    rules: Rules
    terms: Terms
    notice: Terms
    officer: Officer
    register: RegisterSource
    grace_days: int
    breach_hours: int
    category_names: CategoryNames
    sub_processor_notice_days: int
    registrations: int
    papers: Papers
    private_download: Callable[[UUID, str], Download]
    files: FileStore
    mailbox: Mailbox | None
    till: Till
    trials: Trials
    watch: Callable[[UUID], AbstractAsyncContextManager[AsyncIterator[UUID]]]
    note_problem: Callable[[str, str], None]


@dataclass(slots=True)
class Request:
    """One operation of one request. ``plans`` outlives it: those of its document, by what was asked and its shape.

    ``by_cookie``: a browser's cookie signed it. ``cookie``: the Set-Cookie to send with the answer, when all went well.
    """

    services: Services
    request_id: str
    language: Language
    remote_address: str | None
    user_agent: str | None = None
    reader: Reader | None = None
    by_cookie: bool = False
    cookie: str | None = None
    idempotency_key: str | None = None
    request_sha256: bytes = b""
    plans: MutableMapping[Any, Plan] = field(default_factory=dict)
    connection_params: Mapping[str, Any] | None = None
    _planner: Planner | None = None

    @property
    def actor(self) -> Actor | None:
        """Who acts; None before signing in."""
        if self.reader is None:
            return None
        reader = self.reader
        return Actor(
            reader.user_id,
            reader.organisation_id,
            reader.role,
            self.language,
            scopes=reader.scopes,
            is_closed=reader.is_closed,
            session_id=reader.session_id,
        )

    def signed_in(self) -> Reader:
        """Who reads. Raises UNAUTHENTICATED."""
        if self.reader is None:
            raise unauthenticated()
        return self.reader

    def planner(self, info: GraphQLResolveInfo[Any]) -> Planner:
        """The planner of the operation at hand, made when first needed; a connection may hold several operations."""
        if self._planner is None or self._planner.operation_node is not info.operation:
            self._planner = Planner.during(info)
        return self._planner

    def plan(self, planner: Planner, key: Any, selection: Selection, parent: str) -> Plan:
        """The plan for a part of the document, compiled once per shape of the variables."""
        asked = tuple(one.key for one in selection)
        place = (id(planner.operation_node), key, asked, shape_of(dict(planner.variables)))
        found = self.plans.get(place)
        if found is None:
            found = self.plans[place] = self.services.reads.compile(selection, parent)
        return found


Info: TypeAlias = strawberry.Info[Request, None]
Act: TypeAlias = Callable[[AnsweringUnit], Awaitable[Mapping[str, Any]]]
