"""Types that every capability shares: money, addresses, languages, comparators, files."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import strawberry

from smoall.domain.kernel.language import Language
from smoall.schema.building import enum, says
from smoall.usecases.changes import ABSENT

enum(
    "The language in which a person or a document is addressed.",
    FR="French.",
    NL="Dutch.",
    DE="German.",
    EN="English.",
)(Language)


@enum("ISO 4217 currency of an amount.", EUR="Euro.")
class CurrencyCode(StrEnum):
    """The currencies in which documents can be issued."""

    EUR = "EUR"


@enum("The direction of an order.", ASC="Smallest or oldest first.", DESC="Largest or newest first.")
class Direction(StrEnum):
    """Up or down."""

    ASC = "ASC"
    DESC = "DESC"


@strawberry.interface(description="Anything with a global id.")
class Node:
    """Relay's node."""

    id: strawberry.ID = says("Opaque id, typed by its prefix.")


@strawberry.type(description="An exact amount in a currency.")
class Money:
    """An amount with its currency."""

    amount: Decimal = says('The amount: "307.78".')
    currency: CurrencyCode = says("Its currency.")


@strawberry.input(description="An exact amount in a currency.")
class MoneyInput:
    """An amount with its currency."""

    amount: Decimal = says('The amount, with at most two decimals: "100.00".')
    currency: CurrencyCode = says("Its currency.", default=CurrencyCode.EUR)


@strawberry.type(description="A postal address.")
class Address:
    """Where a party is established."""

    street: str = says("Street and number.")
    postal_code: str = says("Postal code.")
    city: str = says("City.")
    country: str = says("ISO 3166-1 alpha-2 code of the country: BE.")


@strawberry.input(description="A postal address.")
class AddressInput:
    """Where a party is established."""

    street: str = says("Street and number, at most 200 characters.")
    postal_code: str = says("Postal code.")
    city: str = says("City.")
    country: str = says("ISO 3166-1 alpha-2 code of the country.", default="BE")


@strawberry.type(
    description="A file that is made once and never changes. The address is signed: it opens without a header."
)
class File:
    """A download."""

    url: str = says(
        "Where to download it, until `expiresAt`. If the file is still being made, the download waits for it."
    )
    expires_at: datetime = says("Until when the address opens; ask again for a fresh one.")
    name: str | None = says("The file's name; null while it is being made.")
    size: int | None = says("Its size in bytes; null while it is being made.")
    sha256: str | None = says("SHA-256 of its bytes; null while it is being made.")


@strawberry.input(description="Compares an id.")
class IdComparator:
    """Comparators of an id."""

    eq: strawberry.ID | None = says("Equal to.", default=None)
    in_: list[strawberry.ID] | None = says("One of.", name="in", default=None)


@strawberry.input(description="Compares a text.")
class StringComparator:
    """Comparators of a text."""

    eq: str | None = says("Equal to, to the letter.", default=None)
    in_: list[str] | None = says("One of.", name="in", default=None)
    contains: str | None = says("Has this in it, whatever the case.", default=None)
    is_null: bool | None = says("Whether it is absent.", default=None)


@strawberry.input(description="Compares a day.")
class DateComparator:
    """Comparators of a day."""

    eq: date | None = says("On this day.", default=None)
    gte: date | None = says("On this day or later.", default=None)
    gt: date | None = says("Later than this day.", default=None)
    lte: date | None = says("On this day or earlier.", default=None)
    lt: date | None = says("Earlier than this day.", default=None)
    is_null: bool | None = says("Whether it is absent.", default=None)


@strawberry.input(description="Compares a moment.")
class DateTimeComparator:
    """Comparators of a moment."""

    gte: datetime | None = says("At this moment or later.", default=None)
    gt: datetime | None = says("Later than this moment.", default=None)
    lte: datetime | None = says("At this moment or earlier.", default=None)
    lt: datetime | None = says("Earlier than this moment.", default=None)


@strawberry.input(description="Compares an amount.")
class DecimalComparator:
    """Comparators of an amount."""

    eq: Decimal | None = says("Equal to.", default=None)
    gte: Decimal | None = says("At least.", default=None)
    gt: Decimal | None = says("More than.", default=None)
    lte: Decimal | None = says("At most.", default=None)
    lt: Decimal | None = says("Less than.", default=None)


def maybe(value: Any, *, required: bool = False) -> Any:
    """An input field that may be absent; null counts as absent where the field cannot be emptied."""
    return ABSENT if value is strawberry.UNSET or (required and value is None) else value
