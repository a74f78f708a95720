"""Create an API key: the secret is shown once, what finds it is the SHA-256 of the whole key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from smoall.domain.access.api_key import (
    LASTS,
    MOST_LIVE,
    SECRET_BYTES,
    ApiKey,
    check_expiry,
    check_scopes,
    write_key,
)
from smoall.domain.access.message import MessageKind
from smoall.domain.access.role import PERMISSIONS, Permission, Role
from smoall.domain.access.session import CredentialKind
from smoall.domain.kernel.errors import Conflict, Finding, Forbidden, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.text import clean_text
from smoall.usecases.access.stores import Credential
from smoall.usecases.credentials.ports import Entropy
from smoall.usecases.credentials.stores import Owner
from smoall.usecases.gate import require
from smoall.usecases.messages import Message
from smoall.usecases.unit import Unit

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class KeyOrder:
    """What a person asks of a new key; ``expires_at`` None: in ninety days."""

    name: str
    scopes: Sequence[Permission]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key that was just made; its secret text is shown this once."""

    key: ApiKey
    text: str


async def create_api_key(unit: Unit, order: KeyOrder, *, owner: Owner, entropy: Entropy) -> MadeKey:
    """A new key of the organisation; it acts in its creator's name, within its scopes and their role.

    The creator is told by letter. Raises Invalid SCOPES_EMPTY, SCOPE_NOT_YOURS, KEY_EXPIRY and what is wrong with the
    name, Conflict KEYS_ENOUGH at fifty live ones.
    """
    require(unit, Permission.MANAGE_API_KEYS)
    key = _checked(unit, order)
    if await unit.api_keys.count_live() >= MOST_LIVE:
        raise Conflict("KEYS_ENOUGH", most=str(MOST_LIVE))
    made = await open_key(unit, key, entropy=entropy)
    await _tell(unit, owner, key)
    unit.record("createApiKey", public_id(Kind.API_KEY, key.id), name=key.name, scopes=sorted(key.scopes))
    return made


async def open_key(unit: Unit, key: ApiKey, *, entropy: Entropy) -> MadeKey:
    """Keep the key, and what the API finds it by: a row of session in its creator's name, with its scopes.

    Raises Forbidden when the creator may not make keys any more.
    """
    role = await _held_role(unit)
    text = write_key(key.id, secret=entropy(SECRET_BYTES))
    credential = Credential(
        id=unit.new_id(),
        token_hash=hashlib.sha256(text.encode()).digest(),
        kind=CredentialKind.API_KEY,
        actor=replace(unit.actor, role=role, scopes=key.scopes),
        expires_at=key.expires_at,
        ends_at=key.expires_at,
        api_key_id=key.id,
    )
    await unit.api_keys.add(key)
    await unit.people.open_session(credential)
    return MadeKey(key, text)


async def _held_role(unit: Unit) -> Role:
    """The creator's role at this very moment, held: who changes it, or removes them, comes after and finds the key."""
    role = await unit.memberships.hold(unit.actor.user_id)
    if role is None or Permission.MANAGE_API_KEYS not in PERMISSIONS[role]:
        raise Forbidden("FORBIDDEN", role=role or "", permission=Permission.MANAGE_API_KEYS)
    return role


def _checked(unit: Unit, order: KeyOrder) -> ApiKey:
    findings: list[Finding] = []
    name = collect(findings, "name", partial(clean_text, max_length=LONGEST_NAME), order.name)
    findings += check_scopes(order.scopes, role=unit.actor.role, scopes=unit.actor.scopes)
    expires_at = order.expires_at or unit.now + LASTS
    findings += check_expiry(expires_at, now=unit.now)
    refuse_fatal(findings)
    assert name is not None
    return ApiKey(unit.new_id(), name, frozenset(order.scopes), expires_at, unit.actor.user_id)


async def _tell(unit: Unit, owner: Owner, key: ApiKey) -> None:
    organisation = await unit.organisations.get()
    words = {
        "organisation": organisation.name,
        "key_name": key.name,
        "scopes": ", ".join(sorted(key.scopes)),
        "expires_on": key.expires_at.date().isoformat(),
    }
    message = Message(
        id=unit.new_id(),
        kind=MessageKind.NEW_API_KEY,
        language=owner.language,
        recipient=owner.email,
        name=owner.name,
        user_id=owner.id,
        words=words,
    )
    await unit.messages.post(message)
