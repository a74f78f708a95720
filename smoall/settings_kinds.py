"""What a setting's text may hold: the words for a reader and the parser for each kind of value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """``allowed`` completes the sentence "allowed: …"; ``parse`` raises ValueError on anything else."""

    allowed: str
    parse: Callable[[str], T]


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable. ``default`` is what a person would write; empty stands for unset."""

    name: str
    kind: Kind[Any]
    default: str
    meaning: str
    secret: bool


def variable(name: str, kind: Kind[T], default: str, meaning: str, *, secret: bool = False) -> T:
    """A dataclass field that is read from ``name``; a secret one stays out of ``repr`` and of error texts."""
    described = Variable(name, kind, default, meaning, secret)
    return field(default_factory=lambda: kind.parse(default), repr=not secret, metadata={"variable": described})


def optional(kind: Kind[T]) -> Kind[T | None]:
    """The same kind, or None when the variable is unset."""
    return Kind(kind.allowed, lambda text: kind.parse(text) if text else None)


def choice(options: type[Choice]) -> Kind[Choice]:
    """One of the enumeration's values, in any case of letters."""
    return Kind(", ".join(options), lambda text: options(text.lower()))


def number(least: int, most: int) -> Kind[int]:
    """A whole number between two bounds, both included."""

    def parse(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise ValueError(text)
        return value

    return Kind(f"a whole number from {least} to {most}", parse)


def url(*schemes: str, shape: str) -> Kind[str]:
    """An address with one of these schemes and a host; a closing slash is dropped."""

    def parse(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname or parts.port == 0:  # .port itself refuses what is no port
            raise ValueError(text)
        return text.rstrip("/")

    return Kind(shape, parse)


def _switch(text: str) -> bool:
    if text.lower() not in TRUE + FALSE:
        raise ValueError(text)
    return text.lower() in TRUE


def _sender(text: str) -> str:
    name, at, domain = text.strip("<> ").rpartition("@")
    if not (name and at and domain) or any(character in text for character in "\r\n"):
        raise ValueError(text)
    return text


def _mailbox(text: str) -> str:
    name, at, domain = text.partition("@")
    if not (name and at and "." in domain) or not text.isprintable() or any(part in text for part in " <>,;"):
        raise ValueError(text)
    return text


def _enterprise_number(text: str) -> str:
    digits = "".join(character for character in text if character not in " .")
    if len(digits) != ENTERPRISE_DIGITS or not digits.isdecimal() or 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise ValueError(text)
    return digits


def _host_name(text: str) -> str:
    labels = text.lower().split(".")
    if len(labels) < 2 or not all(label.replace("-", "a").isalnum() and label.isascii() for label in labels):
        raise ValueError(text)
    return text.lower()


def _iban(text: str) -> str:
    compact = "".join(text.split()).upper()
    moved = compact[4:] + compact[:4]
    if not (15 <= len(compact) <= 34 and compact.isalnum() and compact.isascii() and compact[:2].isalpha()):
        raise ValueError(text)
    if int("".join(str(int(sign, 36)) for sign in moved)) % 97 != 1:
        raise ValueError(text)
    return compact


def _key(text: str) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != KEY_BYTES:
        raise ValueError("length")
    return key


def _list_of_keys(text: str) -> tuple[bytes, ...]:
    return tuple(_key(key.strip()) for key in text.split(",") if key.strip())


def _postgres(text: str) -> str:
    scheme, _, rest = text.partition("://")
    return POSTGRES_URL.parse(f"postgresql://{rest}" if scheme in {"postgres", "postgresql+asyncpg"} else text)


def _list_of_origins(text: str) -> tuple[str, ...]:
    return tuple(WEB_URL.parse(origin.strip()) for origin in text.split(",") if origin.strip())


def _list_of_networks(text: str) -> tuple[str, ...]:
    return tuple(str(ip_network(network.strip())) for network in text.split(",") if network.strip())


def _starting(*beginnings: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not (text.startswith(beginnings) and text.isascii() and text.isprintable() and " " not in text):
            raise ValueError(text)
        return text

    return parse


def _stripe_secrets(text: str) -> tuple[str, ...]:
    parse = _starting("whsec_")
    return tuple(parse(secret.strip()) for secret in text.split(",") if secret.strip())


KEY_BYTES = 32
HOST_NAME = Kind("a host name such as mg.example.com", _host_name)
ENTERPRISE_DIGITS = 10
ENTERPRISE_NUMBER = Kind("a Belgian enterprise number such as 0403.170.701", _enterprise_number)
IBAN = Kind("an account number such as BE68 5390 0754 7034", _iban)
SWITCH = Kind("1 or 0", _switch)
TEXT = Kind("any text", str)
FOLDER = Kind("a folder", lambda text: Path(text).expanduser().absolute())
FILE = Kind("a file", lambda text: Path(text).expanduser().absolute())
SECRET_KEY = Kind(f"{KEY_BYTES} bytes as {2 * KEY_BYTES} hexadecimal digits", _key)
FORMER_KEYS = Kind("such keys, several separated by commas", _list_of_keys)
SENDER = Kind("an address such as Smoall <invoices@example.com>", _sender)
MAILBOX = Kind("an address such as dpo@example.com", _mailbox)
WEB_URL = url("http", "https", shape="http(s)://host[:port]")
API_ROOT = url("http", "https", shape="http(s)://host[:port]/path")
POSTGRES_URL = url("postgresql", shape="postgresql://user:password@host:port/database")
DATABASE = Kind(POSTGRES_URL.allowed, _postgres)
SMTP_URL = url("smtp", shape="smtp://user:password@host:port?tls=starttls (or tls, none)")
NETWORKS = Kind("addresses or networks such as 10.0.0.0/8, several separated by commas", _list_of_networks)
ORIGINS = Kind("http(s)://host[:port], several separated by commas", _list_of_origins)
STRIPE_KEY = Kind("a secret or restricted key: sk_… or rk_…", _starting("sk_live_", "sk_test_", "rk_live_", "rk_test_"))
STRIPE_SECRETS = Kind("whsec_…, several separated by commas", _stripe_secrets)
