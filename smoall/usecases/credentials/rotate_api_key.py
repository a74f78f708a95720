"""Rotate an API key: a new one with the same name and scopes; the old one goes on for an overlap."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from smoall.domain.access.api_key import LASTS, OVERLAP_AT_MOST, ApiKey, check_expiry, check_scopes
from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Conflict, Finding, NotFound, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.credentials.create_api_key import MadeKey, open_key
from smoall.usecases.credentials.ports import Entropy
from smoall.usecases.gate import require
from smoall.usecases.unit import Unit


async def rotate_api_key(
    unit: Unit, key_id: UUID | None, *, overlap: timedelta, expires_at: datetime | None, entropy: Entropy
) -> MadeKey:
    """The new key; the old one ends after ``overlap`` (none to seven days), or earlier when it would have anyway.

    Without ``expires_at`` the new one lasts ninety days. It acts in the name of whoever rotates. Raises NotFound
    NO_SUCH_API_KEY, Conflict KEY_ENDED, Invalid KEY_OVERLAP, KEY_EXPIRY, SCOPE_NOT_YOURS.
    """
    require(unit, Permission.MANAGE_API_KEYS)
    old = await live_key(unit, key_id)
    findings = check_scopes(old.scopes, role=unit.actor.role, scopes=unit.actor.scopes)
    findings += check_expiry(until := expires_at or unit.now + LASTS, now=unit.now)
    if not timedelta(0) <= overlap <= OVERLAP_AT_MOST:
        most = str(OVERLAP_AT_MOST // timedelta(hours=1))
        findings.append(Finding("KEY_OVERLAP", "overlapHours", values={"most": most}))
    refuse_fatal(findings)
    await unit.api_keys.end(old.id, at=unit.now + overlap)
    new = replace(old, id=unit.new_id(), expires_at=until, created_by=unit.actor.user_id)
    made = await open_key(unit, new, entropy=entropy)
    unit.record("rotateApiKey", public_id(Kind.API_KEY, old.id), by=public_id(Kind.API_KEY, new.id))
    return made


async def live_key(unit: Unit, key_id: UUID | None) -> ApiKey:
    """A key that opens something now, locked."""
    key = await unit.api_keys.get(key_id) if key_id else None
    if key is None:
        raise NotFound("NO_SUCH_API_KEY")
    if not key.is_live(unit.now):
        raise Conflict("KEY_ENDED")
    return key
