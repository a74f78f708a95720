"""Laws of what applications send: it is read or refused, and an address matches itself alone."""

from urllib.parse import urlsplit

from hypothesis import example, given, settings
from hypothesis import strategies as st

from smoall.domain.access.oauth import (
    RedirectUri,
    challenge_of,
    is_challenge,
    matching_redirect,
    proves,
    read_scopes,
    written_scopes,
)
from smoall.domain.access.role import GRANTABLE
from smoall.domain.kernel.errors import Unparsable

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
PIECES = st.sampled_from(
    [
        *("https://", "http://", "127.0.0.1", "[::1]", "localhost", "app.example", "evil.example", "@", "#", "?", "/"),
        *("..", "%2e", "%00", "\\", ":", "443", "65536", " ", "\t", "*", ";", ",", "é", "//", "."),
    ]
)
ADDRESSES = st.lists(PIECES, max_size=9).map("".join)
SOUND = st.builds(
    "{}/{}".format,
    st.sampled_from(["https://app.example", "https://a.b.example:8443", "http://127.0.0.1", "http://[::1]"]),
    st.from_regex(r"[a-z]{0,8}(\?[a-z=&]{0,8})?", fullmatch=True),
)
VERIFIERS = st.from_regex(r"[A-Za-z0-9._~-]{43,128}", fullmatch=True)


@given(st.one_of(ANY, ADDRESSES))
@settings(max_examples=600)
@example("https://app.example\\@evil.example/")
def test_an_address_is_refused_or_leads_where_it_says(text: str) -> None:
    try:
        uri = RedirectUri.parse(text)
    except Unparsable:
        return
    seen = urlsplit(uri.text)  # as a browser would read it
    assert uri.origin == f"{seen.scheme}://{seen.netloc}"
    assert seen.hostname == uri.host.strip("[]")
    assert (seen.username, seen.fragment) == (None, "")
    assert seen.scheme == "https" or seen.hostname in ("127.0.0.1", "::1")
    assert all(" " < character < "\x7f" for character in text)


@given(SOUND, st.one_of(ANY, ADDRESSES, SOUND))
@settings(max_examples=400)
def test_an_address_matches_itself_alone(registered: str, asked: str) -> None:
    uri = RedirectUri.parse(registered)
    assert matching_redirect([uri], registered) == uri
    if asked != registered and not uri.is_loopback:
        assert matching_redirect([uri], asked) is None


@given(st.one_of(ANY, st.lists(st.sampled_from([*GRANTABLE, "MANAGE_OWN_ACCOUNT", "READ ", "x"])).map(" ".join)))
@settings(max_examples=300)
def test_a_scope_is_refused_or_within_what_can_be_granted(text: str) -> None:
    try:
        scopes = read_scopes(text)
    except Unparsable:
        return
    assert scopes <= GRANTABLE
    assert read_scopes(written_scopes(scopes)) == scopes


@given(VERIFIERS, st.one_of(VERIFIERS, ANY))
@settings(max_examples=300)
def test_a_verifier_proves_its_own_challenge_and_no_other(verifier: str, other: str) -> None:
    challenge = challenge_of(verifier)
    assert is_challenge(challenge)
    assert proves(verifier, challenge=challenge)
    assert proves(other, challenge=challenge) is (other == verifier)


@given(ANY)
@settings(max_examples=300)
def test_no_text_breaks_the_comparison(text: str) -> None:
    assert is_challenge(text) in (True, False)
    assert proves(text, challenge="x") is False
