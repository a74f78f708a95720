"""Where the SMTP server is and how to speak to it, as one URL."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit


class Security(StrEnum):
    """How the connection is protected: upgraded after the greeting, encrypted from the start, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_DEFAULT_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True)
class SmtpConfig:
    """One SMTP server. ``timeout_seconds`` is for each reply, not for the whole conversation."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_seconds: int = 20

    def __post_init__(self) -> None:
        if self.user and self.security is Security.NONE and not _is_loopback(self.host):
            raise ValueError("a password is only sent unencrypted to this machine: use tls=starttls or tls=tls")

    @classmethod
    def parse(cls, url: str) -> "SmtpConfig":
        """Read ``smtp://user:password@host:port?tls=starttls|tls|none``; user and password percent-encoded.

        Without ``tls`` STARTTLS is demanded; without a port it is 587, 465 or 25 by ``tls``. Raises ValueError, whose
        text never holds the URL, because that holds a password.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError("the SMTP address is not a URL with a sound port") from None
        if parts.scheme != "smtp" or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("the SMTP address must look like smtp://user:password@host:port?tls=starttls")
        security = _security(parts.query)
        user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
        if (user is None) != (password is None):
            raise ValueError("the SMTP address needs both user and password, or neither")
        return cls(parts.hostname, port or _DEFAULT_PORTS[security], security, user, password)


def _security(query: str) -> Security:
    fields = parse_qs(query, keep_blank_values=True)
    if fields.keys() - {"tls"}:
        raise ValueError("the SMTP address knows only the parameter tls")
    values = fields.get("tls", [Security.STARTTLS])
    if len(values) != 1 or values[0] not in list(Security):
        raise ValueError("tls must be starttls, tls or none")
    return Security(values[0])


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
