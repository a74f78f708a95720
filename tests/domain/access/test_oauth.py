"""Where answers may go, what may be asked, and who proves what."""

import pytest

from smoall.domain.access.oauth import (
    ClientKind,
    RedirectUri,
    challenge_of,
    is_challenge,
    matching_redirect,
    may_skip_consent,
    proves,
    read_scopes,
    written_scopes,
)
from smoall.domain.access.role import GRANTABLE, Permission
from smoall.domain.kernel.errors import Unparsable

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636 appendix B
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    "text",
    [
        "https://app.example/callback",
        "https://app.example",
        "https://app.example:8443/cb?tenant=1",
        "http://127.0.0.1/cb",
        "http://127.0.0.1:49152/cb",
        "http://[::1]:49152/cb",
    ],
)
def test_an_address_that_answers_may_go_to(text: str) -> None:
    assert RedirectUri.parse(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "app.example/cb",
        "http://app.example/cb",
        "http://localhost/cb",
        "https://localhost/cb",
        "https://127.0.0.1/cb",
        "https://10.0.0.1/cb",
        "https://app.example/cb#fragment",
        "https://app.example/cb#",
        "https://user@app.example/cb",
        "https://app.example@evil.example/cb",
        "https://app.example\\@evil.example/cb",
        "https://*.example/cb",
        "https://app.example/*/../cb",
        "https://app.example/a/../cb",
        "https://app.example/a/%2e%2e/cb",
        "https://app.example/%zz",
        "https://app.example//../cb",
        "https://APP.example/cb",
        "https://app..example/cb",
        "https://-app.example/cb",
        "https://app.example:0/cb",
        "https://app.example:65536/cb",
        "https://app.example:080/cb",
        "https://app.example /cb",
        "https://app.example/cb\n",
        "https://app.example/cb\r\nlocation: https://evil.example",
        "https://app.example/\x00",
        "https://äpp.example/cb",
        "javascript:alert(1)",
        "data:text/html,x",
        "com.example.app:/cb",
        "//app.example/cb",
        "https:/app.example/cb",
        "https:///cb",
        "http://127.0.0.2/cb",
        "http://127.1/cb",
        "http://0x7f.0.0.1/cb",
        "http://2130706433/cb",
        "http://[::ffff:127.0.0.1]/cb",
        "https://app.example/" + "a" * 500,
    ],
)
def test_an_address_that_they_may_not(text: str) -> None:
    with pytest.raises(Unparsable, match="REDIRECT_URI_INVALID"):
        RedirectUri.parse(text)


@pytest.mark.parametrize(
    "asked",
    [
        "https://app.example/callback/",
        "https://app.example/callback?x=1",
        "https://app.example/Callback",
        "https://app.example:443/callback",
        "https://app.example/callback#",
        "https://app.example/callback/../callback",
        "https://app.example.evil.example/callback",
        "http://app.example/callback",
        "HTTPS://app.example/callback",
        "",
    ],
)
def test_only_the_address_itself_matches(asked: str) -> None:
    registered = [RedirectUri.parse("https://app.example/callback")]
    assert matching_redirect(registered, asked) is None


def test_only_the_port_of_a_loopback_address_is_free() -> None:
    registered = [RedirectUri.parse("http://127.0.0.1/cb?a=1")]
    assert matching_redirect(registered, "http://127.0.0.1:51004/cb?a=1") == RedirectUri(
        "http://127.0.0.1:51004/cb?a=1"
    )
    for other in ("http://127.0.0.1:51004/cb", "http://[::1]:51004/cb?a=1", "http://127.0.0.1:99999/cb?a=1"):
        assert matching_redirect(registered, other) is None


def test_what_a_policy_is_told_holds_no_more_than_an_origin() -> None:
    assert RedirectUri.parse("https://app.example:8443/cb;x=1").policy_source == "https://app.example:8443"
    assert RedirectUri.parse("http://[::1]:5000/cb").policy_source == "http:"


def test_scopes_are_permissions_that_can_be_granted() -> None:
    assert read_scopes("READ  DRAFT_INVOICES READ") == {Permission.READ, Permission.DRAFT_INVOICES}
    assert read_scopes(written_scopes(GRANTABLE)) == GRANTABLE
    for text, code in (("", "SCOPE_REQUIRED"), ("  ", "SCOPE_REQUIRED"), ("read", "SCOPE_UNKNOWN")):
        with pytest.raises(Unparsable, match=code):
            read_scopes(text)


@pytest.mark.parametrize("scope", sorted(frozenset(Permission) - GRANTABLE))
def test_nobody_passes_on_their_own_account(scope: Permission) -> None:
    with pytest.raises(Unparsable, match="SCOPE_UNKNOWN"):
        read_scopes(f"READ {scope}")


def test_the_verifier_of_the_standard_proves_its_challenge() -> None:
    assert challenge_of(VERIFIER) == CHALLENGE
    assert proves(VERIFIER, challenge=CHALLENGE)


WRONG = ["", CHALLENGE, VERIFIER[:-1], VERIFIER + "=", VERIFIER + "\n", "é" * 50, "a" * 129]


@pytest.mark.parametrize("verifier", WRONG)
def test_nothing_else_does(verifier: str) -> None:
    assert not proves(verifier, challenge=CHALLENGE)


@pytest.mark.parametrize("text", ["", VERIFIER[:42], CHALLENGE + "=", CHALLENGE[:-1] + "+", CHALLENGE[:-1] + "N"])
def test_a_challenge_is_the_whole_hash(text: str) -> None:
    assert is_challenge(CHALLENGE)
    assert not is_challenge(text)


def test_who_could_be_anybody_is_always_asked() -> None:
    home, away = RedirectUri("http://127.0.0.1/cb"), RedirectUri("https://app.example/cb")
    read, more = frozenset({Permission.READ}), frozenset({Permission.READ, Permission.DRAFT_INVOICES})
    assert may_skip_consent(ClientKind.CONFIDENTIAL, away, asked=read, allowed=read)
    assert not may_skip_consent(ClientKind.CONFIDENTIAL, away, asked=read, allowed=more)
    assert not may_skip_consent(ClientKind.CONFIDENTIAL, away, asked=more, allowed=read)
    assert not may_skip_consent(ClientKind.CONFIDENTIAL, away, asked=read, allowed=None)
    assert not may_skip_consent(ClientKind.CONFIDENTIAL, home, asked=read, allowed=read)
    assert not may_skip_consent(ClientKind.PUBLIC, away, asked=read, allowed=read)
