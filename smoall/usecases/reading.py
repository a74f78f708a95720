"""The meeting point of the two halves of a read: the schema says *what* (a Selection), the database says *how*.

A Selection is pure data. The values inside it are leaves: constants of the document, or places in the request's
variables. A compiled plan keeps the places, not the values, so that it serves every request of the same shape.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from smoall.domain.access.role import Permission, Role, permissions_of
from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: ``path`` leads to it in the variables; without a path it stands in the document itself."""

    value: Any
    path: tuple[str | int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Bag:
    """An input object: its given fields, in the order in which they were given."""

    fields: Mapping[str, "Argument"]


@dataclass(frozen=True, slots=True)
class Row:
    """A list of input objects."""

    items: tuple["Argument", ...]


Argument: TypeAlias = Leaf | Bag | Row


@dataclass(frozen=True, slots=True)
class Selected:
    """One selected field: the key it is answered under, its name, what it returns and what is asked of that."""

    key: str
    name: str
    type: str
    nullable: bool
    arguments: Mapping[str, Argument]
    fields: tuple["Selected", ...] = ()
    plural: bool = False

    def argument(self, name: str) -> Any:
        """The value of a plain argument, or None when it was not given."""
        found = self.arguments.get(name)
        return found.value if isinstance(found, Leaf) else None


Selection: TypeAlias = tuple[Selected, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, proved by what: the hash of the session's token is checked again by the statement itself.

    ``scopes`` narrow what the credential may do; None narrows nothing. ``is_closed`` when the organisation was closed.
    """

    organisation_id: UUID
    user_id: UUID
    role: Role
    token_hash: bytes
    language: Language = Language.EN
    session_id: UUID | None = None
    scopes: frozenset[Permission] | None = None
    is_closed: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do."""
        return permissions_of(self.role, self.scopes)


@dataclass(frozen=True, slots=True)
class Signing:
    """What the statement needs to sign the addresses of downloads: a key that holds until ``expires_at``."""

    base_url: str
    key: bytes
    expires_at: datetime


Getter: TypeAlias = Callable[[Mapping[str, Any], Signing], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """One SQL statement that answers a whole selection, and how to fill its parameters from a request.

    ``guarded`` first proves the session and sets the organisation; ``bare`` runs inside a unit that did both.
    """

    guarded: str
    bare: str
    getters: tuple[Getter, ...]


class Unplannable(Exception):
    """This selection cannot be answered by one statement; the generic execution takes it."""


class BadArgument(Exception):
    """A value that the type system lets through but that means nothing, such as a forged cursor."""


class Reads(Protocol):
    """The database's half of a read: turns selections into plans and runs them."""

    def compile(self, selection: Selection, parent: str) -> Plan:
        """The plan that answers ``selection`` on the type ``parent``. Raises Unplannable, BadArgument."""
        ...

    async def answer(self, plan: Plan, reader: Reader, values: Mapping[str, Any], signing: Signing) -> bytes | None:
        """The JSON of the selection, or None when the reader's session no longer holds."""
        ...
