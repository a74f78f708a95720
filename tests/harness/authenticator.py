"""A software authenticator: keys on P-256, attestation "none", answers as a browser would send them, and wrong ones."""

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(raw: bytes) -> str:
    """Base64url without padding, as WebAuthn writes bytes."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of such a text."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(slots=True)
class Authenticator:
    """A device with one key. ``count`` is its signature counter, ``flags`` what it tells of the person."""

    origin: str
    host: str = "localhost"
    count: int = 0
    flags: int = PRESENT | VERIFIED
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user_handle: bytes = b""

    def create(self, options: str, **changes: Any) -> str:
        """What ``navigator.credentials.create`` answers to ``options``."""
        asked = json.loads(options)
        self.user_handle = decoded(asked["user"]["id"])
        said = self._client_data("webauthn.create", asked["challenge"], changes)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._attested(), **changes.get("attestation", {})}
        response = {
            "clientDataJSON": encoded(said),
            "attestationObject": encoded(cbor2.dumps(attestation)),
            "transports": ["internal", "hybrid"],
        }
        return self._answer({**response, **changes.get("response", {})})

    def get(self, options: str, **changes: Any) -> str:
        """What ``navigator.credentials.get`` answers to ``options``; the counter goes up by one."""
        self.count += 1
        said = self._client_data("webauthn.get", json.loads(options)["challenge"], changes)
        told = self._told(self.flags)
        signature = self.key.sign(told + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": encoded(said),
            "authenticatorData": encoded(told),
            "signature": encoded(signature),
            "userHandle": encoded(self.user_handle),
        }
        return self._answer({**response, **changes.get("response", {})})

    def _client_data(self, kind: str, challenge: str, changes: Mapping[str, Any]) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps({**said, **changes.get("client", {})}).encode()

    def _told(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _attested(self) -> bytes:
        point = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        length = len(self.credential_id).to_bytes(2)
        return self._told(self.flags | ATTESTED) + bytes(16) + length + self.credential_id + cose

    def _answer(self, response: Mapping[str, Any]) -> str:
        identity = encoded(self.credential_id)
        return json.dumps(
            {
                "id": identity,
                "rawId": identity,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
