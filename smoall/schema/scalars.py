"""Scalars whose values the database already writes as GraphQL does: what comes out passes unchanged."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

EARLIEST, LATEST = "1900-01-01", "2199-12-31"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


def _decimal(value: Any) -> Decimal:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise GraphQLError('Decimal is written as a string of digits with a point, such as "85.00".')
    try:
        return Decimal(text)
    except InvalidOperation as problem:
        raise GraphQLError("Decimal is out of range.") from problem


def _date(value: Any) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value) and EARLIEST <= value <= LATEST:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise GraphQLError(f'Date is written YYYY-MM-DD, such as "2026-11-23", from {EARLIEST} to {LATEST}.')


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise GraphQLError('DateTime is written in RFC 3339 with its offset, such as "2026-11-23T10:00:00Z".')
    return found


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value if isinstance(value, str) else str(value)


SCALARS: dict[object, ScalarDefinition] = {
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number, written as a string: "85.00". Never a float.',
        serialize=_text,
        parse_value=_decimal,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar day, YYYY-MM-DD, in the organisation's time zone (Europe/Brussels).",
        serialize=_text,
        parse_value=_date,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment in UTC, RFC 3339: 2026-11-23T10:00:00.000000Z.",
        serialize=_text,
        parse_value=_moment,
    ),
}
