"""WebAuthn's ceremonies over the ``webauthn`` package; whatever it raises becomes CeremonyFailed."""

import hmac
import ipaddress
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from smoall.domain.access.passkey import CHALLENGE_BYTES, CHALLENGE_LASTS, LONGEST_ANSWER
from smoall.usecases.credentials.ports import CeremonyFailed, NewPasskey

T = TypeVar("T")
NAME = "Smoall"
TRANSPORTS = frozenset({"ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"})
ALGORITHMS = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
_LONGEST_CREDENTIAL_ID = 1023  # WebAuthn §7.1, step 25
_MILLISECONDS = 1000 * int(CHALLENGE_LASTS.total_seconds())


class WebAuthnCeremonies:
    """Ceremonies of one relying party: its host or ``domain``, and the origins whose pages may ask."""

    def __init__(self, base_url: str, *, front_ends: Sequence[str] = (), domain: str | None = None) -> None:
        self.host = domain or relying_party(base_url)
        self.origins = _origins(base_url, self.host, front_ends)

    def registration_options(
        self, challenge: bytes, *, user_id: UUID, email: str, name: str, known: Sequence[bytes]
    ) -> str:
        """What ``navigator.credentials.create`` is given, as JSON; no attestation is asked: it names the device."""
        options = generate_registration_options(
            rp_id=self.host,
            rp_name=NAME,
            user_id=user_id.bytes,
            user_name=email,
            user_display_name=name,
            challenge=challenge,
            timeout=_MILLISECONDS,
            attestation=AttestationConveyancePreference.NONE,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
            supported_pub_key_algs=ALGORITHMS,
        )
        return options_to_json(options)

    def sign_in_options(self, challenge: bytes) -> str:
        """What ``navigator.credentials.get`` is given, as JSON; it names no credential, so it tells of no account."""
        options = generate_authentication_options(
            rp_id=self.host,
            challenge=challenge,
            timeout=_MILLISECONDS,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json(options)

    def challenge_of(self, answer: str) -> bytes:
        """The challenge that an answer answers. Raises CeremonyFailed."""
        return _sound(lambda: _challenge(_read(answer)))

    def credential_of(self, answer: str) -> bytes:
        """The id of the credential that answered. Raises CeremonyFailed."""
        return _sound(lambda: _decoded(_read(answer)["rawId"]))

    def registered(self, answer: str, *, challenge: bytes) -> NewPasskey:
        """The key that was made (§7.1); attestation is neither asked nor believed. Raises CeremonyFailed."""
        made = _sound(
            lambda: verify_registration_response(
                credential=_read(answer),
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origins,
                require_user_verification=True,
                supported_pub_key_algs=ALGORITHMS,
            )
        )
        if len(made.credential_id) > _LONGEST_CREDENTIAL_ID:
            raise CeremonyFailed("credential id")
        return NewPasskey(
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=_transports(_read(answer)),
            backed_up=made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        )

    def signed(self, answer: str, *, challenge: bytes, public_key: bytes, user_id: UUID) -> int:
        """The counter that the device tells, once its signature is verified (§7.2). Raises CeremonyFailed.

        It must name the person that the key was made for (step 6): it was asked for a key it finds by itself.

        The counter itself is judged by the domain: the package would do so before it looks at the signature.
        """
        verified = _sound(
            lambda: verify_authentication_response(
                credential=_read(answer),
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origins,
                credential_public_key=public_key,
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        )
        handle = _sound(lambda: _decoded(_read(answer)["response"]["userHandle"]))
        if not hmac.compare_digest(handle, user_id.bytes):
            raise CeremonyFailed("user handle")
        return verified.new_sign_count


def relying_party(base_url: str) -> str:
    """The host that passkeys belong to. An address is none (WebAuthn §5.1.2): this machine's is ``localhost``."""
    host = urlsplit(base_url).hostname or "localhost"
    try:
        return "localhost" if ipaddress.ip_address(host).is_loopback else host
    except ValueError:
        return host


def _origins(base_url: str, host: str, front_ends: Sequence[str]) -> list[str]:
    """The origins of our own pages, and of front ends on the same host or below it."""
    port = urlsplit(base_url).port
    own = [base_url, f"http://localhost{f':{port}' if port else ''}"] if host == "localhost" else [base_url]
    below = [one for one in front_ends if f".{urlsplit(one).hostname}".endswith(f".{host}")]
    return list(dict.fromkeys(_origin(one) for one in (*own, *below)))


def _origin(url: str) -> str:
    """The origin of an address as browsers write it (RFC 6454 §6.2): the usual port is left out."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port not in (None, usual) else ''}"


def _sound(read: Callable[[], T]) -> T:
    """What ``read`` answers; whatever goes wrong in it goes wrong because of what a client sent."""
    try:
        return read()
    except CeremonyFailed:
        raise
    except Exception as problem:  # the package raises what its parsers raise: struct, CBOR, index, type errors
        raise CeremonyFailed(type(problem).__name__) from problem


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise CeremonyFailed("length")
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise CeremonyFailed("no object")
    return found


def _decoded(text: Any) -> bytes:
    if not isinstance(text, str) or not text:
        raise CeremonyFailed("no text")
    return base64url_to_bytes(text)


def _challenge(answer: dict[str, Any]) -> bytes:
    found = _decoded(json.loads(_decoded(answer["response"]["clientDataJSON"]))["challenge"])
    if len(found) != CHALLENGE_BYTES:
        raise CeremonyFailed("challenge")
    return found


def _transports(answer: dict[str, Any]) -> tuple[str, ...]:
    """How the device says it can be reached; only words that the specification knows are kept."""
    told = answer["response"].get("transports")
    return tuple(sorted(word for word in TRANSPORTS if word in told)) if isinstance(told, list) else ()
