"""Sealed secrets: open in their place, with their key, unaltered, and nowhere else."""

import os
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.infra.crypto.sealing import AesGcmVault
from smoall.usecases.credentials.ports import Place, SealBroken

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
HERE = Place("second_factor", UUID(int=1), "secret_sealed")


@given(st.binary(max_size=200))
def test_what_was_sealed_opens_in_its_place(secret: bytes) -> None:
    vault = AesGcmVault(OLD)
    sealed = vault.seal(secret, HERE)
    assert vault.open(sealed, HERE) == secret
    assert len(secret) < 4 or secret not in sealed


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("second_factor", UUID(int=2), "secret_sealed"),
        Place("connection", UUID(int=1), "secret_sealed"),
        Place("second_factor", UUID(int=1), "other"),
    ],
)
def test_moved_to_another_row_table_or_field_it_stays_shut(elsewhere: Place) -> None:
    vault = AesGcmVault(OLD)
    with pytest.raises(SealBroken):
        vault.open(vault.seal(b"secret", HERE), elsewhere)


def test_no_two_places_read_alike() -> None:
    vault = AesGcmVault(OLD)
    with pytest.raises(SealBroken):
        vault.open(vault.seal(b"secret", Place("ab", UUID(int=1), "c")), Place("a", UUID(int=1), "bc"))


def test_every_altered_bit_is_seen() -> None:
    vault = AesGcmVault(OLD)
    sealed = vault.seal(b"secret", HERE)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(SealBroken):
            vault.open(bytes(altered), HERE)


@given(st.binary(max_size=80))
def test_other_bytes_never_open(junk: bytes) -> None:
    with pytest.raises(SealBroken):
        AesGcmVault(OLD).open(junk, HERE)


def test_a_new_master_key_takes_over_and_the_old_one_still_opens() -> None:
    sealed = AesGcmVault(OLD).seal(b"secret", HERE)
    both = AesGcmVault(NEW, former=[OLD])
    assert both.open(sealed, HERE) == b"secret"
    assert not both.is_current(sealed)
    anew = both.seal(b"secret", HERE)
    assert both.is_current(anew)
    assert AesGcmVault(NEW).open(anew, HERE) == b"secret"


def test_without_its_key_a_secret_is_gone() -> None:
    with pytest.raises(SealBroken):
        AesGcmVault(NEW).open(AesGcmVault(OLD).seal(b"secret", HERE), HERE)


def test_the_same_secret_never_looks_the_same() -> None:
    vault = AesGcmVault(os.urandom(32))
    assert len({vault.seal(b"secret", HERE) for _ in range(100)}) == 100
