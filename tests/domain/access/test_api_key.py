"""API keys: their form, their checksum, and what they may be allowed."""

import re
import zlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.access.api_key import (
    LASTS_AT_MOST,
    PATTERN,
    ApiKey,
    check_expiry,
    check_scopes,
    is_well_formed,
    prefix_of,
    write_key,
)
from smoall.domain.access.role import GRANTABLE, PERMISSIONS, Permission, Role

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
keys = st.builds(
    lambda identity, secret: write_key(identity, secret=secret), st.uuids(), st.binary(min_size=32, max_size=32)
)


@given(keys)
def test_a_key_is_well_formed_and_a_scanner_finds_it_in_a_text(key: str) -> None:
    assert is_well_formed(key)
    found = re.search(PATTERN, f"SMOALL_KEY={key}\n")
    assert found is not None
    assert found.group() == key


@given(keys, st.data())
def test_one_wrong_sign_is_always_seen(key: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(9, len(key) - 1))
    sign = data.draw(st.sampled_from(ALPHABET).filter(lambda one: one != key[place]))
    assert not is_well_formed(key[:place] + sign + key[place + 1 :])


@given(st.text(max_size=120))
def test_any_other_text_is_no_key(text: str) -> None:
    assert not is_well_formed(text)
    assert not is_well_formed(f"smk_live_{text}")


def test_a_known_key_is_written_as_documented() -> None:
    body = f"smk_live_{'0' * 22}_{'0' * 42}1"
    key = write_key(UUID(int=0), secret=bytes(31) + b"\x01")
    assert key.startswith(f"{body}_")
    number = 0
    for sign in key[-6:]:
        number = number * 62 + ALPHABET.index(sign)
    assert number == zlib.crc32(body.encode())


def test_the_largest_parts_fit_their_width() -> None:
    key = write_key(UUID(int=2**128 - 1), secret=b"\xff" * 32)
    assert is_well_formed(key)
    assert key.startswith(prefix_of(UUID(int=2**128 - 1)) + "_")


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_secret_of_another_length_is_a_bug(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        write_key(UUID(int=1), secret=bytes(length))


@pytest.mark.parametrize("role", list(Role))
def test_a_key_gets_what_its_maker_has_but_never_their_own_account(role: Role) -> None:
    for permission in Permission:
        findings = check_scopes([permission], role=role, scopes=None)
        allowed = permission in PERMISSIONS[role] and permission in GRANTABLE
        assert not findings if allowed else [one.code for one in findings] == ["SCOPE_NOT_YOURS"]


def test_a_scoped_maker_gives_no_more_than_its_own_scopes() -> None:
    own = frozenset({Permission.READ})
    assert check_scopes([Permission.READ], role=Role.OWNER, scopes=own) == []
    assert check_scopes([Permission.ISSUE_INVOICES], role=Role.OWNER, scopes=own)


def test_a_key_without_scopes_is_refused() -> None:
    assert [one.code for one in check_scopes([], role=Role.OWNER, scopes=None)] == ["SCOPES_EMPTY"]


@pytest.mark.parametrize(
    ("lasts", "fine"),
    [
        (timedelta(0), False),
        (timedelta(seconds=1), True),
        (LASTS_AT_MOST, True),
        (LASTS_AT_MOST + timedelta(seconds=1), False),
        (timedelta(days=-1), False),
    ],
)
def test_a_key_ends_between_now_and_a_year(lasts: timedelta, *, fine: bool) -> None:
    assert (check_expiry(NOW + lasts, now=NOW) == []) is fine


def test_a_key_lives_until_it_expires_or_is_revoked() -> None:
    key = ApiKey(UUID(int=1), "CI", frozenset({Permission.READ}), NOW, UUID(int=2))
    assert key.is_live(NOW - timedelta(seconds=1))
    assert not key.is_live(NOW)
