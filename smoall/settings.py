"""Every setting, and the only file that reads the environment.

Each field of ``Settings`` carries its variable's name, default and meaning; reading, error texts and docs/settings.md
(`python -m smoall.settings > docs/settings.md`) all come from there. Every default runs on a bare machine.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from smoall.settings_kinds import (
    DATABASE,
    ENTERPRISE_NUMBER,
    FILE,
    FOLDER,
    FORMER_KEYS,
    HOST_NAME,
    IBAN,
    MAILBOX,
    NETWORKS,
    ORIGINS,
    SECRET_KEY,
    STRIPE_KEY,
    STRIPE_SECRETS,
    SWITCH,
    TEXT,
    WEB_URL,
    Variable,
    choice,
    number,
    optional,
    variable,
)
from smoall.settings_privacy import PrivacySettings

EXIT_CODE = 2  # of a command whose settings are refused


class LogFormat(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """The least weight a log line must have."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class SettingsError(Exception):
    """The environment holds values that cannot be used; the text names every one, what it is and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(PrivacySettings):
    """What one process runs with. ``Settings()`` holds the defaults, ``from_environment`` what was set."""

    home: Path = variable(
        "SMOALL_HOME", FOLDER, "~/.smoall", "Where the embedded database, the documents, the mailbox and the key live."
    )
    host: str = variable("SMOALL_HOST", TEXT, "127.0.0.1", "The address the API listens on.")
    port: int = variable("SMOALL_PORT", number(1, 65535), "8000", "The port the API listens on.")
    public_url: str | None = variable(
        "SMOALL_PUBLIC_URL",
        optional(WEB_URL),
        "",
        "What signed links in letters and answers begin with; unset: http, the host and the port.",
    )
    account_url: str | None = variable(
        "SMOALL_ACCOUNT_URL",
        optional(WEB_URL),
        "",
        "What links in letters about accounts begin with, a front end of yours; unset: the pages that Smoall serves.",
    )
    limits: bool = variable(
        "SMOALL_LIMITS",
        SWITCH,
        "1",
        "Hold organisations to the limits of their plan; 0 for an installation of your own.",
    )
    demo: bool = variable("SMOALL_DEMO", SWITCH, "0", "Seed demo data on the first start (`scripts/run` sets it to 1).")
    database_url: str | None = variable(
        "DATABASE_URL",
        optional(DATABASE),
        "",
        "The Postgres (15 or newer) to use, as the role that owns the tables; unset: the embedded one.",
        secret=True,
    )
    database_app_url: str | None = variable(
        "DATABASE_APP_URL",
        optional(DATABASE),
        "",
        "The same database as the restricted role the application works with; unset: DATABASE_URL, with that role set.",
        secret=True,
    )
    postgres_bin: Path | None = variable(
        "SMOALL_POSTGRES_BIN",
        optional(FOLDER),
        "",
        "Folder of the programs the embedded database runs; unset: those of the installed package, else the system's.",
    )
    pool_size: int = variable("SMOALL_POOL_SIZE", number(1, 90), "10", "Database connections of one API process.")
    worker_threads: int = variable("SMOALL_WORKER_THREADS", number(1, 64), "4", "Jobs that one process runs at a time.")
    secret_key: bytes | None = variable(
        "SMOALL_SECRET_KEY",
        optional(SECRET_KEY),
        "",
        "The master key for stored credentials and signed links; unset: made once and kept in the home's secret.key.",
        secret=True,
    )
    passkey_domain: str | None = variable(
        "SMOALL_PASSKEY_DOMAIN",
        optional(HOST_NAME),
        "",
        "The domain that passkeys belong to, where the front end is on another host below it; unset: the public host.",
    )
    former_secret_keys: tuple[bytes, ...] = variable(
        "SMOALL_FORMER_SECRET_KEYS",
        FORMER_KEYS,
        "",
        "Earlier master keys: they still open what they sealed, which is sealed anew with the present one when used.",
        secret=True,
    )
    stripe_key: str | None = variable(
        "SMOALL_STRIPE_KEY",
        optional(STRIPE_KEY),
        "",
        "The secret key of Smoall's own Stripe account; unset: the built-in payment page, which collects nothing.",
        secret=True,
    )
    stripe_webhook_secrets: tuple[str, ...] = variable(
        "SMOALL_STRIPE_WEBHOOK_SECRET",
        STRIPE_SECRETS,
        "",
        "What Stripe signs its webhooks to /webhooks/stripe with; while it is replaced, the old and the new one.",
        secret=True,
    )
    stripe_url: str | None = variable(
        "SMOALL_STRIPE_URL",
        optional(WEB_URL),
        "",
        "Where Stripe's API is; unset: Stripe's own, set for `smoall sandbox`.",
    )
    plans: Path | None = variable(
        "SMOALL_PLANS",
        optional(FILE),
        "",
        "A TOML file with the plans that are sold; unset: those that come along.",
    )
    seller_name: str = variable(
        "SMOALL_SELLER_NAME",
        TEXT,
        "Smoall",
        "In whose name subscribers are invoiced; read when the first one is.",
    )
    seller_legal_form: str = variable("SMOALL_SELLER_LEGAL_FORM", TEXT, "SRL", "Its legal form.")
    seller_number: str = variable(
        "SMOALL_SELLER_NUMBER",
        ENTERPRISE_NUMBER,
        "0999.990.024",
        "The seller's enterprise and VAT number.",
    )
    seller_street: str = variable("SMOALL_SELLER_STREET", TEXT, "Quai des Péniches 1", "Its street and number.")
    seller_postal_code: str = variable("SMOALL_SELLER_POSTAL_CODE", TEXT, "1000", "Its postal code.")
    seller_city: str = variable("SMOALL_SELLER_CITY", TEXT, "Bruxelles", "Its city, in Belgium.")
    seller_iban: str = variable("SMOALL_SELLER_IBAN", IBAN, "BE68 5390 0754 7034", "Its account.")
    seller_email: str = variable(
        "SMOALL_SELLER_EMAIL", MAILBOX, "facturation@smoall.example", "Where answers to invoices go."
    )
    graphiql: bool = variable("SMOALL_GRAPHIQL", SWITCH, "1", "Serve GraphiQL to browsers on /graphql.")
    proxies: tuple[str, ...] = variable(
        "SMOALL_PROXIES",
        NETWORKS,
        "",
        "Proxies in front of the API, whose X-Forwarded-For is believed, so that guesses count per caller.",
    )
    registrations: int = variable(
        "SMOALL_REGISTRATIONS",
        number(0, 1_000_000),
        "20",
        "Accounts that one network may register within fifteen minutes; 0: any number.",
    )
    allowed_origins: tuple[str, ...] = variable(
        "SMOALL_ALLOWED_ORIGINS", ORIGINS, "", "Web front ends on other hosts that browsers may call the API from."
    )
    cost_max: int = variable("SMOALL_COST_MAX", number(1, 1_000_000), "10000", "Points one operation may cost.")
    cost_bucket: int = variable(
        "SMOALL_COST_BUCKET", number(1, 10_000_000), "50000", "Points a key and organisation can save up."
    )
    cost_restored: int = variable(
        "SMOALL_COST_RESTORED", number(1, 1_000_000), "5000", "Points a key and organisation regain per second."
    )
    cost_depth: int = variable("SMOALL_COST_DEPTH", number(1, 100), "10", "Levels of fields in a document.")
    cost_aliases: int = variable("SMOALL_COST_ALIASES", number(0, 1000), "15", "Aliases in a document.")
    cost_tokens: int = variable("SMOALL_COST_TOKENS", number(1, 100_000), "1500", "Tokens in a document.")
    cost_root_fields: int = variable("SMOALL_COST_ROOT_FIELDS", number(1, 1000), "10", "Root fields of a document.")
    cost_directives: int = variable("SMOALL_COST_DIRECTIVES", number(0, 1000), "20", "Directives in a document.")
    trusted_documents: Path | None = variable(
        "SMOALL_TRUSTED_DOCUMENTS",
        optional(FOLDER),
        "",
        "A folder of .graphql files: only these documents are executed, as they stand or by SHA-256; unset: any.",
    )
    body_bytes: int = variable(
        "SMOALL_BODY_BYTES", number(1024, 100 * 1024 * 1024), "1048576", "Size of a request's JSON body, in bytes."
    )
    log_level: LogLevel = variable("SMOALL_LOG_LEVEL", choice(LogLevel), "info", "The least weight of a log line.")
    log_format: LogFormat = variable(
        "SMOALL_LOG_FORMAT", choice(LogFormat), "text", "How log lines are written: for people or for programs."
    )
    otel_endpoint: str | None = variable(
        "SMOALL_OTEL_ENDPOINT", optional(WEB_URL), "", "Where OpenTelemetry traces go (OTLP over HTTP); unset: nowhere."
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read every variable; unset and empty ones take their default. SettingsError tells all refusals at once."""
        source = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        refused: list[str] = []
        for name, described in variables().items():
            text = source.get(described.name, "").strip() or described.default
            try:
                values[name] = described.kind.parse(text)
            except ValueError:
                refused.append(_refusal(described, text))
        if source.get("DATABASE_APP_URL", "").strip() and not source.get("DATABASE_URL", "").strip():
            refused.append("DATABASE_APP_URL is set without DATABASE_URL; set both, or neither.")
        if bool(values.get("mailgun_domain")) != bool(values.get("mailgun_key")):
            refused.append("SMOALL_MAILGUN_DOMAIN and SMOALL_MAILGUN_KEY need each other; set both, or neither.")
        if source.get("SMOALL_STRIPE_KEY", "").strip() and not source.get("SMOALL_STRIPE_WEBHOOK_SECRET", "").strip():
            refused.append("SMOALL_STRIPE_KEY is set without SMOALL_STRIPE_WEBHOOK_SECRET; set both, or neither.")
        if bool(values.get("mailchimp_key")) != bool(values.get("mailchimp_list")):
            refused.append("SMOALL_MAILCHIMP_KEY and SMOALL_MAILCHIMP_LIST need each other; set both, or neither.")
        if refused:
            raise SettingsError("\n".join(refused))
        return cls(**values)

    @property
    def base_url(self) -> str:
        """What links to this installation begin with, without a closing slash."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"


def variables() -> dict[str, Variable]:
    """Every setting's variable, by the name of its field, in the order they are documented."""
    return {each.name: each.metadata["variable"] for each in fields(Settings)}


def settings_page() -> str:
    """The text of docs/settings.md."""
    rows = "\n".join(_row(described) for described in variables().values())
    return (
        "# Settings\n\n"
        "Smoall reads these environment variables when it starts, and nothing else. None is needed on one machine.\n"
        f"A value that cannot be used stops the start; the text names every such value (exit status {EXIT_CODE}).\n\n"
        f"| variable | default | allowed | meaning |\n|---|---|---|---|\n{rows}\n"
    )


def _row(described: Variable) -> str:
    default = f"`{described.default}`" if described.default else "unset"
    return f"| `{described.name}` | {default} | {described.kind.allowed} | {described.meaning} |"


def _refusal(described: Variable, text: str) -> str:
    shown = "its value (not shown)" if described.secret else repr(text)
    return f"{described.name}: {shown} cannot be used; allowed: {described.kind.allowed}."


if __name__ == "__main__":
    sys.stdout.write(settings_page())
