"""Signing certificates of erasure: Ed25519 (RFC 8032) with a key derived from the master key."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from smoall.domain.privacy.certificate import Certificate, ChainHead, canonical, head_content


class CertificateSigner:
    """Signs with a key that lasts as long as the master key; its public half is no secret and stands on each paper."""

    def __init__(self, master_key: bytes) -> None:
        seed = hmac.digest(master_key, b"smoall certificates of erasure", "sha256")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes to check with; publish them where a certificate cannot be replaced together with its key."""
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, certificate: Certificate) -> bytes:
        """The 64 bytes over the certificate's canonical form."""
        return self._key.sign(canonical(certificate.content))

    def sign_head(self, head: ChainHead, *, at: datetime) -> bytes:
        """The 64 bytes over the head's canonical form."""
        return self._key.sign(canonical(head_content(head, at=at)))

    def accepts(self, content: Mapping[str, Any], signature: bytes) -> bool:
        """Whether this house signed that content."""
        try:
            self._key.public_key().verify(signature, canonical(content))
        except InvalidSignature:
            return False
        return True

    def paper(self, content: Mapping[str, Any], signature: bytes) -> bytes:
        """The file to hand out, as ``scripts/verify_certificate.py`` reads it."""
        whole = {"certificate": content, "signature": signature.hex(), "publicKey": self.public_key.hex()}
        return json.dumps(whole, indent=2, ensure_ascii=True).encode("ascii")
