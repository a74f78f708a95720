"""Sealed secrets: AES-256-GCM under a key derived from the master key, bound to the place where they lie.

A sealed value opens only in the table, row and field it was sealed for: moved to another row, it stays shut. It names
the key that sealed it, so that a new master key can take over while the old one still opens what it closed.

Layout: version (1 byte) ‖ key id (4) ‖ nonce (12, random) ‖ ciphertext and tag (NIST SP 800-38D). The key is
HKDF-SHA-256 of the master key (RFC 5869); 2^32 sealings under one key keep random nonces safe (SP 800-38D §8.3).
"""

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from smoall.usecases.credentials.ports import Place, SealBroken

VERSION = b"\x01"
KEY_ID_BYTES, NONCE_BYTES = 4, 12
_HEAD = len(VERSION) + KEY_ID_BYTES


class AesGcmVault:
    """Seals with the first master key, opens with any of them."""

    def __init__(self, master_key: bytes, *, former: Sequence[bytes] = ()) -> None:
        self._key_id = _derive(master_key, b"key id", KEY_ID_BYTES)
        self._ciphers = {_derive(key, b"key id", KEY_ID_BYTES): _cipher(key) for key in (*former, master_key)}

    def seal(self, secret: bytes, place: Place) -> bytes:
        """``secret``, to be opened in ``place`` only."""
        nonce = os.urandom(NONCE_BYTES)
        shut = self._ciphers[self._key_id].encrypt(nonce, secret, _bound(place, self._key_id))
        return VERSION + self._key_id + nonce + shut

    def open(self, sealed: bytes, place: Place) -> bytes:
        """What was sealed. Raises SealBroken when it was sealed for another place, altered, or its key is gone."""
        key_id, nonce = sealed[len(VERSION) : _HEAD], sealed[_HEAD : _HEAD + NONCE_BYTES]
        cipher = self._ciphers.get(key_id)
        if not sealed.startswith(VERSION) or cipher is None or len(nonce) != NONCE_BYTES:
            raise SealBroken(place.table)
        try:
            return cipher.decrypt(nonce, sealed[_HEAD + NONCE_BYTES :], _bound(place, key_id))
        except InvalidTag as broken:
            raise SealBroken(place.table) from broken

    def is_current(self, sealed: bytes) -> bool:
        """Whether the master key in use sealed it; otherwise it should be sealed anew."""
        return sealed[:_HEAD] == VERSION + self._key_id


def _bound(place: Place, key_id: bytes) -> bytes:
    """What the tag vouches for beside the secret. Lengths come first, so that no two places read alike."""
    parts = (VERSION, key_id, place.table.encode(), place.row.bytes, place.field.encode())
    return b"".join(len(part).to_bytes(2) + part for part in parts)


def _cipher(master_key: bytes) -> AESGCM:
    return AESGCM(_derive(master_key, b"sealing", 32))


def _derive(master_key: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"smoall " + purpose).derive(master_key)
