"""WebAuthn's ceremonies against a software authenticator: what is proved passes, everything else fails in one way."""

import json
import os
import random
from uuid import UUID

import pytest

from smoall.infra.webauthn.ceremonies import WebAuthnCeremonies, relying_party
from smoall.usecases.credentials.ports import CeremonyFailed, NewPasskey
from tests.harness.authenticator import PRESENT, VERIFIED, Authenticator, encoded

ORIGIN = "http://localhost:8000"
CHALLENGE = bytes(range(32))
ANNE = UUID(int=7)
CEREMONIES = WebAuthnCeremonies("http://127.0.0.1:8000")


def asked() -> str:
    return CEREMONIES.registration_options(
        CHALLENGE, user_id=ANNE, email="anne@example.be", name="Anne Dubois", known=[b"known"]
    )


def registered(device: Authenticator) -> NewPasskey:
    return CEREMONIES.registered(device.create(asked()), challenge=CHALLENGE)


def test_a_device_registers_and_signs_in() -> None:
    device = Authenticator(ORIGIN)
    made = registered(device)
    assert made.credential_id == device.credential_id
    assert made.transports == ("hybrid", "internal")
    answer = device.get(CEREMONIES.sign_in_options(CHALLENGE))
    assert CEREMONIES.challenge_of(answer) == CHALLENGE
    assert CEREMONIES.credential_of(answer) == device.credential_id
    assert CEREMONIES.signed(answer, challenge=CHALLENGE, public_key=made.public_key, user_id=ANNE) == 1


def test_the_options_ask_for_verification_and_name_known_keys_only_to_their_owner() -> None:
    options = json.loads(asked())
    assert options["rp"] == {"name": "Smoall", "id": "localhost"}
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["attestation"] == "none"
    assert [one["id"] for one in options["excludeCredentials"]] == [encoded(b"known")]
    sign_in = json.loads(CEREMONIES.sign_in_options(CHALLENGE))
    assert sign_in["userVerification"] == "required"
    assert not sign_in.get("allowCredentials")


@pytest.mark.parametrize(
    "changes",
    [
        {"client": {"origin": "https://evil.example"}},
        {"client": {"origin": "http://localhost:9000"}},
        {"client": {"type": "webauthn.get"}},
        {"client": {"challenge": encoded(bytes(32))}},
        {"attestation": {"fmt": "unheard-of"}},
        {"attestation": {"authData": b""}},
        {"attestation": {"authData": 7}},
        {"attestation": {"attStmt": {"sig": b"x"}}},
        {"response": {"attestationObject": "!"}},
        {"response": {"clientDataJSON": encoded(b"[]")}},
    ],
)
def test_a_registration_that_proves_something_else_fails(changes: dict[str, object]) -> None:
    with pytest.raises(CeremonyFailed):
        CEREMONIES.registered(Authenticator(ORIGIN).create(asked(), **changes), challenge=CHALLENGE)


@pytest.mark.parametrize("told", [5, None, "usb", {"usb": 1}, ["carrier pigeon", 7, None]])
def test_odd_transports_are_left_out(told: object) -> None:
    answer = Authenticator(ORIGIN).create(asked(), response={"transports": told})
    assert CEREMONIES.registered(answer, challenge=CHALLENGE).transports == ()


@pytest.mark.parametrize("flags", [0, PRESENT, VERIFIED])
def test_without_a_verified_person_neither_ceremony_passes(flags: int) -> None:
    with pytest.raises(CeremonyFailed):
        registered(Authenticator(ORIGIN, flags=flags))
    device = Authenticator(ORIGIN)
    made = registered(device)
    device.flags = flags
    with pytest.raises(CeremonyFailed):
        CEREMONIES.signed(
            device.get(CEREMONIES.sign_in_options(CHALLENGE)),
            challenge=CHALLENGE,
            public_key=made.public_key,
            user_id=ANNE,
        )


def test_another_key_and_another_host_do_not_pass() -> None:
    device, other = Authenticator(ORIGIN), Authenticator(ORIGIN)
    made = registered(device)
    options = CEREMONIES.sign_in_options(CHALLENGE)
    with pytest.raises(CeremonyFailed):
        CEREMONIES.signed(other.get(options), challenge=CHALLENGE, public_key=made.public_key, user_id=ANNE)
    device.host = "evil.example"
    with pytest.raises(CeremonyFailed):
        CEREMONIES.signed(device.get(options), challenge=CHALLENGE, public_key=made.public_key, user_id=ANNE)


@pytest.mark.parametrize("handle", ["", encoded(UUID(int=8).bytes), None, 7, "!"])
def test_a_device_that_names_somebody_else_or_nobody_does_not_pass(handle: object) -> None:
    device = Authenticator(ORIGIN)
    made = registered(device)
    answer = device.get(CEREMONIES.sign_in_options(CHALLENGE), response={"userHandle": handle})
    with pytest.raises(CeremonyFailed):
        CEREMONIES.signed(answer, challenge=CHALLENGE, public_key=made.public_key, user_id=ANNE)


def test_hundreds_of_broken_answers_fail_in_one_way() -> None:
    rng, device = random.Random(5), Authenticator(ORIGIN)
    good = device.create(asked())
    made = CEREMONIES.registered(good, challenge=CHALLENGE)
    signed = device.get(CEREMONIES.sign_in_options(CHALLENGE))
    for _ in range(300):
        for sound in (good, signed):
            broken = list(sound)
            for _ in range(rng.randint(1, 4)):
                broken[rng.randrange(len(broken))] = chr(rng.choice([0, 34, 65, 92, 123, 233, rng.randrange(32, 127)]))
            answer = "".join(broken)[: rng.randint(0, len(broken))] if rng.random() < 0.3 else "".join(broken)
            for ceremony in (
                lambda text: CEREMONIES.challenge_of(text),
                lambda text: CEREMONIES.credential_of(text),
                lambda text: CEREMONIES.registered(text, challenge=CHALLENGE),
                lambda text: CEREMONIES.signed(text, challenge=CHALLENGE, public_key=made.public_key, user_id=ANNE),
            ):
                try:
                    ceremony(answer)
                except CeremonyFailed:
                    continue


@pytest.mark.parametrize(
    "answer", ["", "null", "[]", "1", '"x"', "{}", '{"response": []}', "{" * 5000, "[" * 19_000, "x" * 20_001, "\x00"]
)
def test_what_is_no_answer_fails_in_the_same_way(answer: str) -> None:
    for ceremony in (CEREMONIES.challenge_of, CEREMONIES.credential_of):
        with pytest.raises(CeremonyFailed):
            ceremony(answer)
    with pytest.raises(CeremonyFailed):
        CEREMONIES.registered(answer, challenge=CHALLENGE)
    with pytest.raises(CeremonyFailed):
        CEREMONIES.signed(answer, challenge=CHALLENGE, public_key=os.urandom(70), user_id=ANNE)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:8000", "localhost"),
        ("http://[::1]:8000", "localhost"),
        ("https://app.smoall.example", "app.smoall.example"),
        ("http://localhost:8000", "localhost"),
    ],
)
def test_passkeys_belong_to_a_host_never_to_an_address(url: str, host: str) -> None:
    assert relying_party(url) == host


def test_front_ends_below_the_host_may_ask_and_others_not() -> None:
    fronts = ["https://web.smoall.example", "https://evilsmoall.example", "https://smoall.example"]
    ceremonies = WebAuthnCeremonies("https://smoall.example", front_ends=fronts)
    assert ceremonies.origins == ["https://smoall.example", "https://web.smoall.example"]


def test_a_domain_of_one_s_own_covers_the_front_end_beside_the_api() -> None:
    fronts = ["https://web.smoall.example:443/app", "https://elsewhere.example"]
    ceremonies = WebAuthnCeremonies("https://api.smoall.example", front_ends=fronts, domain="smoall.example")
    assert ceremonies.host == "smoall.example"
    assert ceremonies.origins == ["https://api.smoall.example", "https://web.smoall.example"]
