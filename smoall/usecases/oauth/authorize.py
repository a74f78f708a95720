"""A person lets an application act: until they take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.oauth import CODE_LASTS, may_skip_consent, scopes_in_order
from smoall.domain.access.role import PERMISSIONS, Permission, Role
from smoall.domain.kernel.errors import Forbidden, NotFound
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.actor import Actor
from smoall.usecases.oauth.authorization_request import Asked, Client
from smoall.usecases.oauth.stores import Code, Grant, Opening
from smoall.usecases.ports import Secrets
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation that can be opened, and what of the scopes the person can pass on there."""

    organisation_id: UUID
    name: str
    role: Role
    scopes: tuple[Permission, ...]


async def choices(unit: Unit, asked: Asked) -> list[Choice]:
    """Where the person can let the application act: the organisation of their session first.

    Raises Forbidden NO_ORGANISATION when there is none, OAUTH_SCOPES_BEYOND_ROLE when they hold none of the scopes.
    """
    openings = await unit.oauth.openings(unit.actor.user_id)
    if not openings:
        raise Forbidden("NO_ORGANISATION")
    found = [choice for choice in (_choice(opening, asked) for opening in openings) if choice.scopes]
    if not found:
        raise Forbidden("OAUTH_SCOPES_BEYOND_ROLE")
    return sorted(found, key=lambda choice: choice.organisation_id != unit.actor.organisation_id)


def _choice(opening: Opening, asked: Asked) -> Choice:
    """A role passes on no more than it holds."""
    scopes = tuple(scopes_in_order(asked.scopes & PERMISSIONS[opening.role]))
    return Choice(opening.organisation_id, opening.name, opening.role, scopes)


async def is_allowed_already(unit: Unit, client: Client, choices: Sequence[Choice]) -> bool:
    """Whether the person said yes to just this before, in the only organisation they could choose."""
    if len(choices) != 1:
        return False
    (only,) = choices
    before = await unit.oauth.allowed_before(client.app.id, unit.actor.user_id, only.organisation_id)
    return may_skip_consent(client.app.kind, client.redirect, asked=frozenset(only.scopes), allowed=before)


async def allow(unit: Unit, client: Client, asked: Asked, *, choice: Choice, secrets: Secrets) -> str:
    """The authorization code, shown this once: it holds sixty seconds, at one address, for one verifier."""
    actor = unit.actor
    await unit.act_as(Actor(actor.user_id, choice.organisation_id, choice.role, actor.language))
    grant = Grant(unit.new_id(), client.app.id, actor.user_id, choice.organisation_id, frozenset(choice.scopes))
    await unit.oauth.add_grant(grant)
    code, digest = secrets.code()
    expires_at = unit.now + CODE_LASTS
    await unit.oauth.add_code(Code(digest, grant.id, client.redirect.text, asked.challenge, expires_at))
    unit.record("authorizeApp", public_id(Kind.OAUTH_APP, client.app.id), scopes=list(choice.scopes))
    return code


def chosen(choices: Sequence[Choice], organisation: str) -> Choice:
    """The choice that a form names. Raises NotFound OAUTH_ORGANISATION_UNKNOWN for any other."""
    identity = choices[0].organisation_id if len(choices) == 1 and not organisation else None
    for choice in choices:
        if choice.organisation_id == identity or public_id(Kind.ORGANISATION, choice.organisation_id) == organisation:
            return choice
    raise NotFound("OAUTH_ORGANISATION_UNKNOWN")
