"""TOTP: the RFC's own vectors, the acceptance window, and each code once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.access.totp import (
    accepted_counter,
    as_base32,
    clean_code,
    code_at,
    counter_at,
    is_totp_code,
    otpauth_uri,
)

SECRET = b"12345678901234567890"
NOW = datetime(2026, 11, 25, 12, 0, 10, tzinfo=UTC)
secrets = st.binary(min_size=20, max_size=20)


@pytest.mark.parametrize(  # RFC 6238, appendix B, the last six of its eight digits
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    assert code_at(SECRET, counter_at(datetime.fromtimestamp(seconds, UTC))) == code


@given(secrets, st.integers(1_600_000_000, 4_000_000_000))
def test_an_app_s_code_is_accepted(secret: bytes, seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    app = pyotp.parse_uri(otpauth_uri(secret, account="anne@example.be", issuer="Smoall"))
    assert isinstance(app, pyotp.TOTP)
    assert accepted_counter(secret, app.at(now), now=now, last_used=None) is not None


@pytest.mark.parametrize(("steps", "fine"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_one_step_to_either_side(steps: int, *, fine: bool) -> None:
    code = code_at(SECRET, counter_at(NOW) + steps)
    assert (accepted_counter(SECRET, code, now=NOW, last_used=None) is not None) is fine


def test_a_code_works_once_and_no_earlier_one_after_it() -> None:
    here = counter_at(NOW)
    used = accepted_counter(SECRET, code_at(SECRET, here), now=NOW, last_used=None)
    assert used == here
    assert accepted_counter(SECRET, code_at(SECRET, here), now=NOW, last_used=used) is None
    assert accepted_counter(SECRET, code_at(SECRET, here - 1), now=NOW, last_used=used) is None
    assert accepted_counter(SECRET, code_at(SECRET, here + 1), now=NOW, last_used=used) == here + 1


@given(st.text(max_size=12))
def test_other_texts_are_never_accepted(text: str) -> None:
    good = {code_at(SECRET, counter_at(NOW) + step) for step in (-1, 0, 1)}
    if text not in good:
        assert accepted_counter(SECRET, text, now=NOW, last_used=None) is None


def test_steps_are_counted_in_any_zone() -> None:
    assert counter_at(NOW + timedelta(seconds=30)) == counter_at(NOW) + 1


def test_blanks_in_a_code_are_forgiven_and_its_form_is_told() -> None:
    assert clean_code(" 123 456\n") == "123456"
    assert is_totp_code("123456")
    assert not any(map(is_totp_code, ["12345", "1234567", "12345a", "١٢٣٤٥٦", ""]))


def test_the_secret_can_be_typed_and_a_name_cannot_break_the_address() -> None:
    assert as_base32(SECRET) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    uri = otpauth_uri(SECRET, account="a&secret=x@example.be", issuer="Sm:oall")
    assert uri.startswith("otpauth://totp/Sm%3Aoall:a%26secret%3Dx@example.be?secret=GEZDGNBV")
