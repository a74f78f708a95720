"""An address for mail is one plain address, in ASCII, or nothing."""

import pytest

from smoall.domain.kernel.errors import Invalid
from smoall.usecases.mail import MailAddress

NASTY = [
    "",
    "@",
    "a@",
    "@b.example",
    "a b@c.example",
    "a@b.example, c@d.example",
    "a@b.example;c@d.example",
    "Name <a@b.example>",
    "a@b.example\r\nBcc: c@d.example",
    "a@b.example\n",
    "a\x00@b.example",
    '"a b"@c.example',
    "a(comment)@b.example",
    "=?utf-8?q?a?=@b.example",
    "é@b.example",
    "a@[127.0.0.1]",
    "a@-b.example",
    "a@b_c.example",
    "a@b..example",
    ".a@b.example",
    "a..b@c.example",
    "a" * 65 + "@b.example",
    "a@" + "b" * 64 + ".example",
    "a@" + "b.c" * 90 + ".example",
    "a@b.example\u2028",
    "a@b.exa\u202emple",
    "a@\ud800.example",
]


@pytest.mark.parametrize("text", NASTY)
def test_anything_else_cannot_be_built(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        MailAddress(text)
    assert refusal.value.findings[0].code == "EMAIL_INVALID"


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip() != "a@b.example"])
def test_anything_else_cannot_be_read(text: str) -> None:
    with pytest.raises(Invalid):
        MailAddress.parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("  jan.peeters+facturen@Inkt.Example ", "jan.peeters+facturen@inkt.example"),
        ("o'neill@inkt.example", "o'neill@inkt.example"),
        ("info@café.example", "info@xn--caf-dma.example"),
        ("info@straße.example", "info@xn--strae-oqa.example"),
    ],
)
def test_reads_what_a_person_types(text: str, value: str) -> None:
    assert MailAddress.parse(text).value == value


def test_a_person_has_no_address_on_a_bare_host() -> None:
    with pytest.raises(Invalid):
        MailAddress.parse("smoall@localhost")


@pytest.mark.parametrize("text", ["Smoall <smoall@localhost>", "smoall@localhost", " <smoall@localhost> "])
def test_the_installation_may_have_one(text: str) -> None:
    address = MailAddress.of_sender(text)
    assert (address.value, address.domain) == ("smoall@localhost", "localhost")


@pytest.mark.parametrize("text", ["Smoall", "Smoall <>", "a@b.example <c@d.example> x", "Smoall <a@b, c@d>"])
def test_the_installation_has_exactly_one(text: str) -> None:
    with pytest.raises(Invalid):
        MailAddress.of_sender(text)
