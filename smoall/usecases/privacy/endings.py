"""What the use cases need to close an organisation, hand out its records and erase it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.certificate import Certificate, ChainHead, Count
from smoall.usecases.privacy.stores import Ending, Touched


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of an organisation, to be told of its end."""

    id: UUID
    email: str
    name: str
    language: Language


@dataclass(frozen=True, slots=True)
class Export:
    """An export of an organisation: how far it is, and the file once it is made."""

    id: UUID
    state: str
    progress: int
    total: int
    size: int | None
    sha256: str | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class PurgeRun:
    """A purge that has begun: its number of rows per table before it, and the signed certificate after it."""

    id: UUID
    before: Mapping[str, int]
    certificate: Mapping[str, Any] | None
    signature: bytes | None


@dataclass(frozen=True, slots=True)
class Purged:
    """What one slice took: how many documents and payments, and the contents of files that nothing refers to now."""

    rows: int
    files: tuple[str, ...] = ()


class CertificateSeal(Protocol):
    """Signs certificates."""

    def sign(self, certificate: Certificate) -> bytes:
        """The signature over the certificate's canonical form."""
        ...


class Endings(Protocol):
    """The end of the unit's organisation."""

    async def ending(self, *, lock: bool = False) -> Ending:
        """Whether and when it ended; with ``lock`` nobody else ends, reopens or erases it meanwhile."""
        ...

    async def end(self, *, erase_after: date) -> None:
        """It ends now and may be erased after that day."""
        ...

    async def reopen(self) -> None:
        """It goes on as if it had never ended."""
        ...

    async def members(self) -> Sequence[Member]:
        """Who belongs to it."""
        ...

    async def survey(self) -> Sequence[Touched]:
        """What erasing it will meet: what goes, and what the law keeps."""
        ...

    async def add_export(self, identity: UUID) -> None:
        """An export is asked for."""
        ...

    async def export(self, identity: UUID | None = None) -> Export | None:
        """That export, or the latest."""
        ...

    async def export_files(self) -> Sequence[str]:
        """The content hashes of all its exports, and of the answers that it gave to people."""
        ...

    async def note_export(self, export: Export) -> None:
        """The export is that far."""
        ...

    def tables(self) -> Sequence[str]:
        """The names of the tables that are exported."""
        ...

    def rows(self, table: str) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        """The rows of an exported table, in slices, without secrets."""
        ...

    async def files(self) -> Sequence[tuple[str, str]]:
        """The files made for documents: name and content hash."""
        ...

    async def letters(self) -> Sequence[UUID]:
        """Its letters to customers, and Smoall's to it, that may lie in the embedded mailbox."""
        ...

    async def forget_subscriber(self) -> int:
        """Smoall's own record of it as a customer: gone unless it was ever invoiced, then without a way to reach it.

        Nothing goes while Smoall holds it."""
        ...

    async def start_purge(self, identity: UUID, *, subject: str) -> PurgeRun:
        """The purge of that id, begun now unless it was before: what was there is counted once."""
        ...

    async def has_purge(self) -> bool:
        """Whether a purge of its end has begun; then there is no way back."""
        ...

    async def erase_slice(self, *, most: int) -> int:
        """Drop at most so many of the rows that go with the organisation; how many."""
        ...

    async def purge_billing(self, *, most: int) -> Purged:
        """Drop documents and payments past their legal term, which the database itself checks."""
        ...

    async def blank(self) -> None:
        """Empty what stays: the organisation's own row, who acted in it; end sessions, grants and applications."""
        ...

    async def counts(self) -> Mapping[str, int]:
        """How many rows each table holds of it."""
        ...

    async def head(self) -> ChainHead:
        """Where its audit chain stands."""
        ...

    async def certificates(self, *, most: int) -> Sequence[tuple[Mapping[str, Any], bytes]]:
        """What was signed about its purges, the latest first: content and signature."""
        ...

    async def finish_purge(self, certificate: Certificate, signature: bytes, *, ended: bool) -> None:
        """Keep the certificate; with ``ended`` the organisation counts as erased."""
        ...


def counted(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Count, ...]:
    """What changed, by table. What grew meanwhile, such as the trail of the purge itself, is told as unchanged."""
    names = sorted({*before, *after})
    pairs = [(name, before.get(name, 0), after.get(name, 0)) for name in names]
    return tuple(Count(table=name, before=max(was, now), after=now) for name, was, now in pairs if was or now)
