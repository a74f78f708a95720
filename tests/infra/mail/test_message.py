"""The message: its form, and that nothing written in it can become a header of its own."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default as modern

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smoall.domain.kernel.language import Language
from smoall.infra.mail.message import build_message
from smoall.usecases.mail import ADVERTISING, Attachment, Letter, Rejected
from tests.infra.mail.letters import MAIL_FROM, MESSAGE_ID, SENT_AT, letter

HEADERS = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Auto-Submitted",
    "Content-Language",
    "Content-Type",
]
INJECTIONS = [
    "=?utf-8?q?a=0ABcc:x?=",
    "=?utf-8?b?QQ0KQmNjOiB4?=",
    "a\r\nBcc: x@y.example",
    "a\nBcc: x@y.example",
    "a\rBcc: x@y.example",
    "a\x00b",
    "a\x0bBcc: x",
    "a\x0cBcc: x",
    "a\x1cBcc: x",
    "a\x85Bcc: x",
    "a\u2028Bcc: x",
    "a\u2029Bcc: x",
    "a\ud800b",
    "gpj.\u202eexe",
    "a\u2066b",
    "",
    "   ",
    "a" * 256,
]


def built(one: Letter) -> bytes:
    return build_message(one, mail_from=MAIL_FROM, sent_at=SENT_AT)


def parsed(one: Letter) -> EmailMessage:
    return message_from_bytes(built(one), _class=EmailMessage, policy=modern)


def body(message: EmailMessage, subtype: str) -> str:
    """The text of that kind, with the line ends in which it was written."""
    part = message.get_body((subtype,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def assert_sound(content: bytes) -> None:
    """7-bit CRLF lines of at most 998 octets, and these headers alone, once each."""
    assert re.sub(rb"\r\n", b"", content).translate(None, b"\t" + bytes(range(32, 127))) == b""
    assert max(map(len, content.split(b"\r\n"))) <= 998
    head = content.partition(b"\r\n\r\n")[0].decode("ascii")
    assert [line.partition(":")[0] for line in head.split("\r\n") if line[0] not in " \t"] == HEADERS


def test_one_letter_to_one_person() -> None:
    message = parsed(letter())
    assert_sound(built(letter()))
    assert message["From"] == "Menuiserie du Canal <invoices@smoall.example>"
    assert message["To"] == "boekhouding@inkt.example"
    assert message["Reply-To"] == "facturation@menuiserie.example"
    assert message["Subject"] == "Facture F2026-0001"
    assert message["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert message["Message-ID"] == f"<{MESSAGE_ID}>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert not message.defects


@pytest.mark.parametrize("language", Language)
def test_tells_its_language(language: Language) -> None:
    assert parsed(letter(language=language))["Content-Language"] == language.lower()


def test_text_and_html_are_alternatives_and_the_files_stand_beside_them() -> None:
    parts = [part.get_content_type() for part in parsed(letter()).walk()]
    assert parts == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "application/xml",
    ]


@pytest.mark.parametrize(
    "text", ["à payer\n", "x" * 3000 + "\n", "trailing \n\n. \n.\nFrom me\n", "=?x?= é\n", "--=_mixed\n"]
)
def test_texts_come_back_as_written(text: str) -> None:
    message = parsed(letter(text=text, html=f"<p>{text}</p>\n"))
    assert (body(message, "plain"), body(message, "html")) == (text, f"<p>{text}</p>\n")


def test_files_come_back_byte_for_byte() -> None:
    files = [(part.get_filename(), part.get_content()) for part in parsed(letter()).iter_attachments()]
    pdf, xml = letter().attachments
    assert files == [(pdf.name, pdf.content), (xml.name, xml.content)]


@pytest.mark.parametrize(
    "name", ["Note-de-crédit-№ 7.pdf", "發票.pdf", "Ω" * 76 + ".pdf", "🧾" * 76 + ".pdf", "a;b, c=d'.pdf"]
)
def test_a_file_keeps_its_name(name: str) -> None:
    one = letter(attachments=(Attachment(name, "application/pdf", b"x"),))
    assert_sound(built(one))
    assert [part.get_filename() for part in parsed(one).iter_attachments()] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "Café Zoé",
        "Peeters, Jan & Zonen",
        'Chez "Léon"',
        "A (B) C",
        "C@fé",
        "Ü" * 200,
        "a" * 255,
        "Müller; Söhne <x>",
        "O’Neill",
    ],
)
def test_a_sender_keeps_its_name_and_stays_one_address(name: str) -> None:
    assert_sound(built(letter(sender=name)))
    message = parsed(letter(sender=name))
    assert [address.addr_spec for address in message["From"].addresses] == [MAIL_FROM.value]
    # decode_header, because this Python's address parser puts spaces between the encoded words of a long name.
    shown = str(make_header(decode_header(dict(message.raw_items())["From"])))
    assert shown == f"{name} <{MAIL_FROM.value}>"


def test_a_sender_with_commas_or_brackets_shows_none_of_them_to_a_naive_reader() -> None:
    line = built(letter(sender="Bank, <help@bank> \\")).split(b"\r\n")[0]
    assert line.count(b"<") == line.count(b">") == line.count(b"@") == 1
    assert b"," not in line


def test_white_space_becomes_single_spaces() -> None:
    assert parsed(letter(subject="  Facture \u00a0\u202f 7  "))["Subject"] == "Facture 7"


def test_without_an_address_for_answers_there_is_no_such_header() -> None:
    assert parsed(letter(reply_to=None))["Reply-To"] is None


def test_the_same_letter_makes_the_same_bytes() -> None:
    assert built(letter()) == built(letter())


def test_no_content_can_close_its_part() -> None:
    boundary = f"--=_mixed_{letter().delivery_id.hex}--"
    message = parsed(letter(text=f"a\n{boundary}\nb\n"))
    assert len(list(message.iter_attachments())) == 2
    assert body(message, "plain") == f"a\n{boundary}\nb\n"


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["subject", "sender"])
def test_refuses_what_could_become_a_header(field: str, text: str) -> None:
    with pytest.raises(Rejected, match="MAIL_REJECTED") as refusal:
        built(letter(**{field: text}))
    assert refusal.value.reason.startswith(field)


@pytest.mark.parametrize("name", [*INJECTIONS, "../a.pdf", "a\\b.pdf", 'a"b.pdf', "a" * 81])
def test_refuses_such_file_names(name: str) -> None:
    with pytest.raises(Rejected):
        built(letter(attachments=(Attachment(name, "application/pdf", b""),)))


@pytest.mark.parametrize("media_type", ["", "pdf", "a/b\r\nX: y", "a/b; x=y", "é/b", "a/b "])
def test_refuses_what_is_no_media_type(media_type: str) -> None:
    with pytest.raises(Rejected):
        built(letter(attachments=(Attachment("a.pdf", media_type, b""),)))


@pytest.mark.parametrize("name", ["help@bank.example", "Bank (help@bank.example)"])
def test_refuses_a_sender_that_poses_as_an_address(name: str) -> None:
    with pytest.raises(Rejected, match="MAIL_REJECTED"):
        built(letter(sender=name))


@pytest.mark.parametrize("field", ["text", "html"])
def test_refuses_a_text_that_is_no_unicode(field: str) -> None:
    with pytest.raises(Rejected):
        built(letter(**{field: "a\ud800"}))


BITS = st.sampled_from(
    [
        *'\r\n \t\x00\x85\u2028\u202e\ud800:;,.<>"\\@é🧾',
        "\r\n",
        "=?",
        "?=",
        "utf-8",
        "?q?",
        "=0A",
        "Bcc",
        "--",
        "=_mixed",
        "a" * 70,
    ]
)
NASTY = st.one_of(st.text(max_size=40), st.lists(BITS, max_size=12).map("".join))


@settings(max_examples=600, deadline=None, derandomize=True)
@given(sender=NASTY, subject=NASTY, name=NASTY, text=NASTY)
def test_no_text_whatever_makes_another_header(sender: str, subject: str, name: str, text: str) -> None:
    """Each of the four alone, then all together: 3 000 messages that are either sound or refused."""
    fields = {
        "sender": sender,
        "subject": subject,
        "attachments": (Attachment(name, "application/pdf", b"x"),),
        "text": text,
    }
    for changes in [*({field: value} for field, value in fields.items()), fields]:
        try:
            content = built(letter(**changes))
        except Rejected:
            continue
        assert_sound(content)
        message = message_from_bytes(content, _class=EmailMessage, policy=modern)
        assert message["Bcc"] is None
        assert len(message["From"].addresses) == len(message["To"].addresses) == 1
        assert message["Subject"] == " ".join(letter(**changes).subject.split())


@pytest.mark.parametrize("link", ["javascript:x", "https://a.example/>\r\nBcc: x@y.example", "https://a b.example", ""])
def test_a_one_click_link_is_an_address_and_nothing_else(link: str) -> None:
    with pytest.raises(Rejected):
        build_message(letter(one_click=link), mail_from=MAIL_FROM, sent_at=SENT_AT)


def test_advertising_without_a_way_to_object_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="object"):
        letter(tag=ADVERTISING)
