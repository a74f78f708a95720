"""Canaries: what is personal or secret never reaches a log line, however it gets into one."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from uuid import UUID

import pytest

from smoall.domain.access.api_key import write_key
from smoall.infra.postgres.tables import metadata
from smoall.infra.telemetry.logs import set_up_logs

CANARIES = [
    "anna.canary@example.be",
    "smo_Zm9vYmFyYmF6cXV4Zm9vYmFy",
    write_key(UUID(int=2**100 + 7), secret=bytes(range(32))),
    "BE68 5390 0754 7034",
    "BE68539007547034",
    "LU28 0019 4006 4475 0000",
    "4111 1111 1111 1111",
    "+++090/9337/55493+++",
    "4242-4242-4242-4242",
    "6703444444444444449",
    "signature=abcdef0123456789",
    "token=Zm9vYmFyYmF6",
    "smk_live_0193f4e5_Zm9vYmFyYmF6cXV4Zm9vYmFy_1a2b3c4d",
    "smc_Zm9vYmFyYmF6cXV4Zm9vYmFy",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "sk_test_FAKE",
    "rk_live_FAKE",
    "pi_3MtwBwLkdIwHu7ix_secret_YrKJUKribcBjcG8HVhfZluoGH",
    "0123456789abcdef0123456789abcdef-us21",
    "key-0123456789abcdef0123456789abcdef",
    "0123456789abcdef0123456789abcdef-01234567-89abcdef",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl",
    "otpauth://totp/Smoall:anna?secret=JBSWY3DPEHPK3PXP",
    "$argon2id$v=19$m=47104,t=2,p=1$c29tZXNhbHQ$aGFzaA",
    "Basic YW5uYTpjYW5hcnk=",
]
SECRET_ADDRESS = "postgresql://smoall:canary-password@db.internal/smoall"


@pytest.fixture
def log_file() -> Iterator[io.StringIO]:
    root, lines = logging.getLogger(), io.StringIO()
    before, weight = root.handlers[:], root.level
    set_up_logs(level="info", json=True)
    root.handlers[0].setStream(lines)  # type: ignore[attr-defined]
    yield lines
    root.handlers[:] = before
    root.setLevel(weight)


@pytest.mark.parametrize("canary", CANARIES)
def test_what_looks_personal_is_masked_in_texts_arguments_and_fields(canary: str, log_file: io.StringIO) -> None:
    log = logging.getLogger("smoall.test")
    log.warning("met %s twice: %s", canary, canary, extra={"told": canary, "all": [canary], "deep": {"a": canary}})
    line = log_file.getvalue()
    assert canary not in line
    assert line.count("•••") >= 5 or line.count("\\u2022") >= 15


def test_the_password_of_an_address_is_masked(log_file: io.StringIO) -> None:
    logging.getLogger("smoall.test").error(SECRET_ADDRESS)
    line = log_file.getvalue()
    assert "canary-password" not in line
    assert "db.internal/smoall" in line


def test_every_personal_column_of_the_inventory_is_masked_by_its_name(log_file: io.StringIO) -> None:
    personal = {c.name for t in metadata.tables.values() for c in t.columns if c.info["personal"] is not None}
    taken = personal & {"name", "message"}  # a log record has fields of these names itself
    log = logging.getLogger("smoall.test")
    log.warning("columns", extra=dict.fromkeys(personal - taken, "canary"))
    log.warning("deep", extra={"row": dict.fromkeys(personal, "canary")})
    assert "canary" not in log_file.getvalue()
    assert len(personal) > 20


def test_of_an_error_only_type_and_place_are_told(log_file: io.StringIO) -> None:
    try:
        raise ValueError("canary")
    except ValueError:
        logging.getLogger("smoall.test").exception("failed")
    line = json.loads(log_file.getvalue())
    assert line["error"] == "ValueError"
    assert line["where"][-1].startswith("test_logs.test_of_an_error")
    assert "canary" not in json.dumps(line)


def test_what_libraries_quote_after_the_first_line_is_dropped(log_file: io.StringIO) -> None:
    logging.getLogger("some.library").error("Exception in callback\nquoted: canary")
    logging.getLogger("asyncio").error("Task exception was never retrieved <Task exception=ValueError('canary')>")
    assert "canary" not in log_file.getvalue()


async def test_an_error_nobody_awaited_keeps_its_text_to_itself(log_file: io.StringIO) -> None:
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": ValueError("canary"), "task": "canary"}
    )
    line = log_file.getvalue()
    assert "canary" not in line
    assert '"error": "ValueError"' in line


def test_a_line_that_cannot_be_written_is_dropped_without_quoting_it(
    log_file: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    log_file.close()
    logging.getLogger("smoall.test").error("canary")
    captured = capsys.readouterr()
    assert "canary" not in captured.err + captured.out
