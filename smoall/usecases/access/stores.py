"""What the use cases of access may load and save."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from smoall.domain.access.session import CredentialKind, SignInMethod
from smoall.usecases.actor import Actor


@dataclass(frozen=True, slots=True)
class Credential:
    """What opens the API: found by the hash of its token, narrowed by the actor's scopes.

    ``expires_at`` moves on with use, ``ends_at`` does not; see domain/access/session.py.
    """

    id: UUID
    token_hash: bytes
    kind: CredentialKind
    actor: Actor
    expires_at: datetime
    ends_at: datetime
    method: SignInMethod | None = None
    remote_address: str | None = None
    user_agent: str | None = None
    api_key_id: UUID | None = None
    oauth_grant_id: UUID | None = None
