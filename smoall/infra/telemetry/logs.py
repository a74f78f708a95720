"""Structured logs without personal data: keys of the inventory are masked, and so is what looks like a secret.

The inventory decides which keys are personal; patterns catch what slipped into a text: addresses, tokens, accounts.
"""

import logging
import re
import sys
from pathlib import Path
from typing import Any

import structlog

from smoall.infra.postgres.tables import metadata

MASK = "•••"
_LOOKS_PERSONAL = re.compile(
    r"(?<=://)[^\s/@]+@"  # user and password of an address
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\bsm[a-z]_[\w-]{10,}|\bwhsec_[\w+/=-]+|\b[spr]k_(?:live|test)_\w+|\b\w+_secret_\w+"  # ours; Stripe's
    r"|\b(?:key-)?[0-9a-f]{32}-(?:us\d+|[0-9a-f]{8}-[0-9a-f]{8})\b|\bkey-[0-9a-f]{32}\b"  # Mailchimp's, Mailgun's
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\botpauth://\S+|\$argon2\S+"
    r"|(?i:\b(?:bearer|basic) )\S+|\b(?:signature|token|code|secret|password)=[^\s&]+"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"  # IBAN
    r"|\+{3}\d{3}/\d{4}/\d{5}\+{3}"  # structured communication
    r"|\b\d(?:[ -]?\d){12,18}\b"  # card
)
_PERSONAL_KEYS = frozenset(
    column.name for table in metadata.tables.values() for column in table.columns if column.info["personal"] is not None
) | {"password", "token", "authorization", "query", "variables"}


def redact(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Mask what the inventory calls personal, and what looks like it, in every value of a log line."""
    return {key: MASK if key in _PERSONAL_KEYS else _masked(value) for key, value in event.items()}


def _first_line_only(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """What follows the first line is a library quoting what it met: a statement, a page, an error's text."""
    text = str(event.get("event", "")).partition("\n")[0]
    # asyncio quotes the repr of tasks and errors behind the first parenthesis or angle.
    event["event"] = re.split(r"[<(]", text)[0].strip() if event.get("logger") == "asyncio" else text
    return event


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _LOOKS_PERSONAL.sub(MASK, value)
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return {key: MASK if key in _PERSONAL_KEYS else _masked(item) for key, item in value.items()}
    return value


class _Discreet(logging.StreamHandler[Any]):
    """Standard error; a line that cannot be written is dropped, for the usual complaint would quote it unmasked."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Say nothing."""


def set_up_logs(*, level: str, json: bool) -> None:
    """Send every logger of the process through one pipeline to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _type_only,
        _first_line_only,
        redact,
    ]
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render]
    )
    handler = _Discreet()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("alembic", "dramatiq", "fontTools", "httpx", "strawberry", "stripe", "uvicorn", "weasyprint"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It warns of each try to connect again; that the database is away is told by whoever needed it.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


def _type_only(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Of an exception its type and the places it went through: its text may hold what was typed."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else sys.exc_info()[1]
    if info and error is not None:
        frames = []
        trace = error.__traceback__
        while trace:
            code = trace.tb_frame.f_code
            frames.append(f"{Path(code.co_filename).stem}.{code.co_name}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["error"], event["where"] = type(error).__name__, frames[-8:]
    return event
