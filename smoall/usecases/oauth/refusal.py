"""How the protocol says no: by its own words for programs, in English as RFC 6749 wants them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OAuthError(StrEnum):
    """The error codes of RFC 6749 §4.1.2.1 and §5.2, and of RFC 7009 §2.2.1."""

    INVALID_REQUEST = "invalid_request"
    INVALID_CLIENT = "invalid_client"
    INVALID_GRANT = "invalid_grant"
    INVALID_SCOPE = "invalid_scope"
    UNAUTHORIZED_CLIENT = "unauthorized_client"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    UNSUPPORTED_RESPONSE_TYPE = "unsupported_response_type"
    ACCESS_DENIED = "access_denied"
    SERVER_ERROR = "server_error"
    TEMPORARILY_UNAVAILABLE = "temporarily_unavailable"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is refused and why; ``until`` when it may be tried again. A value, not an exception: what was found out on
    the way (a code used twice) is committed with it."""

    error: OAuthError
    description: str
    until: datetime | None = None
