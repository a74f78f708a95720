"""What proves who acts: second factor, passkeys, API keys."""

from datetime import datetime
from enum import StrEnum

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.access.types import User
from smoall.schema.building import enum, says
from smoall.schema.kernel import IdComparator, Node, StringComparator


class ApiKeyState(StrEnum):
    """Whether a key opens anything."""

    ACTIVE = "ACTIVE"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


enum(
    "Whether an API key opens anything.",
    ACTIVE="It opens the API.",
    EXPIRED="Its time is over.",
    REVOKED="Somebody revoked it.",
)(ApiKeyState)


@strawberry.input(description="Compares the state of an API key.")
class ApiKeyStateComparator:
    """What can be asked of the state."""

    eq: ApiKeyState | None = says("Is this.", default=None)
    in_: list[ApiKeyState] | None = says("Is one of these.", name="in", default=None)


@strawberry.input(description="Which API keys.")
class ApiKeyWhere:
    """Filters of API keys."""

    id: IdComparator | None = says("By id.", default=None)
    name: StringComparator | None = says("By name.", default=None)
    prefix: StringComparator | None = says("By prefix: whose key was found in a leak.", default=None)
    state: ApiKeyStateComparator | None = says("By state.", default=None)
    and_: list["ApiKeyWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["ApiKeyWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "ApiKeyWhere | None" = says("None of this.", name="not", default=None)


@strawberry.type(description="Your second factor: an authenticator app, and recovery codes for the day it is lost.")
class SecondFactor:
    """A person's own second factor."""

    enabled: bool = says("Whether signing in by password asks for a code.")
    enabled_at: datetime | None = says("Since when; null while it is off.")
    recovery_codes_left: int = says("How many recovery codes are unused.")


@strawberry.type(description="A passkey: a device that signs you in, and verifies that it is you.")
class Passkey(Node):
    """A registered public key."""

    id: strawberry.ID = says("Opaque id, `psk_…`.")
    name: str = says("What you call it.")
    synchronised: bool = says("Whether the device keeps a copy in your other devices.")
    created_at: datetime = says("When it was registered.")
    last_used_at: datetime | None = says("When it last signed you in.")


@strawberry.type(
    description="An API key of the organisation: it may what its scopes and its creator's role both allow."
)
class ApiKey(Node):
    """A key for programs."""

    id: strawberry.ID = says("Opaque id, `key_…`.")
    name: str = says("What it is called.")
    prefix: str = says("How it begins, to tell it in a configuration; it opens nothing.")
    scopes: list[Permission] = says("What it may do at most.")
    state: ApiKeyState = says("Whether it opens anything.")
    created_at: datetime = says("When it was made.")
    expires_at: datetime = says("When it ends.")
    revoked_at: datetime | None = says("When it was revoked.")
    last_used_at: datetime | None = says("When it was last used, to about five minutes; null if never.")
    creator: User | None = says("In whose name it acts; null once they are no member any more.")
