"""What the use cases need from outside, in their own words."""

from collections.abc import Mapping
from typing import Protocol

from smoall.domain.invoicing.document import IssuedDocument
from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.language import Language


class Passwords(Protocol):
    """Slow hashes of passwords."""

    async def hash(self, password: str) -> str:
        """The hash to store."""
        ...

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether it is the password; None takes as long as a real one and is always False."""
        ...

    def needs_rehash(self, stored: str) -> bool:
        """Whether it was hashed with other costs than those of today."""
        ...


class Tokens(Protocol):
    """Secrets that open a session."""

    def make(self) -> tuple[str, bytes]:
        """A fresh token and the hash under which it is stored."""
        ...

    def digest(self, token: str) -> bytes:
        """The hash under which a token would be stored; of any text, so that nonsense finds nothing."""
        ...


class Secrets(Protocol):
    """Secrets of OAuth: made at random, told apart by their beginning, found again by their hash."""

    def client_secret(self) -> tuple[str, bytes]:
        """The secret of a confidential application and its hash."""
        ...

    def code(self) -> tuple[str, bytes]:
        """An authorization code and its hash."""
        ...

    def refresh_token(self) -> tuple[str, bytes]:
        """A refresh token and its hash."""
        ...

    def hash_of(self, text: str) -> bytes:
        """The hash of whatever was sent, a secret of any kind or no secret at all."""
        ...


class Fingerprints(Protocol):
    """Keyed hashes of addresses, for lists that must know an address and may not hold it."""

    def __call__(self, address: str) -> bytes:
        """The address's fingerprint, however its letters are cased; nobody without the key can make or undo it."""
        ...


class Rules(Protocol):
    """The official rules of EN 16931 and Peppol, applied to a document before it is issued."""

    def check(self, ubl: bytes) -> tuple[Finding, ...]:
        """Every rule that a UBL document of our own writer breaks."""
        ...


class PdfRenderer(Protocol):
    """Prints documents."""

    async def render(self, document: IssuedDocument, *, ubl: bytes) -> bytes:
        """The document as PDF/A-3 with its UBL attached. Raises Unavailable when it cannot be made now."""
        ...


class Terms(Protocol):
    """A text in force that people accept or take note of: the terms of service, the privacy notice."""

    @property
    def version(self) -> str:
        """Its version."""
        ...

    @property
    def texts(self) -> Mapping[Language, str]:
        """Its text by language."""
        ...
