"""How long a credential opens the API.

A session ends twelve hours after its last use, and thirty days after signing in whatever its use. API keys and tokens
of other people's applications have an end of their own and no idle limit.
"""

from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(hours=12)
LASTS = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
"""How exactly the last use of a credential is known."""


class CredentialKind(StrEnum):
    """What kind of credential a token is; all of them are found by the SHA-256 of the token."""

    SESSION = "SESSION"
    API_KEY = "API_KEY"
    OAUTH = "OAUTH"


class SignInMethod(StrEnum):
    """What opened a session."""

    REGISTRATION = "REGISTRATION"
    PASSWORD = "PASSWORD"  # noqa: S105 - a word, no secret
    PASSWORD_AND_CODE = "PASSWORD_AND_CODE"  # noqa: S105
    PASSKEY = "PASSKEY"
    INVITATION = "INVITATION"
    SWITCH = "SWITCH"
    OAUTH = "OAUTH"


def idle_until(kind: CredentialKind, *, seen_at: datetime, ends_at: datetime) -> datetime:
    """When a credential that was used at ``seen_at`` ends if it is not used again; never after ``ends_at``."""
    return min(ends_at, seen_at + IDLE) if kind is CredentialKind.SESSION else ends_at
