"""A letter as the bytes of an Internet message (RFC 5322, MIME), the same bytes for the same letter and moment.

The lines are written here and not by ``email.message.EmailMessage``: on Python 3.11 that class decodes an encoded word
in a header before it folds it, so that ``=?utf-8?q?a=0ABcc:x?=`` in a subject becomes a header line of its own.
Only 7-bit lines leave, so no server needs an extension. No tracking of any kind is added.
"""

import base64
import quopri
import re
import unicodedata
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from urllib.parse import quote
from uuid import UUID

from smoall.usecases.mail import Attachment, Letter, MailAddress, Rejected

LONGEST_HEADER = 255
LONGEST_FILE_NAME = 80  # 80 characters of four bytes, percent-encoded, still fit the 998 octets of one line

_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_LOOKS_LIKE_ADDRESS = re.compile(r"\S@\S+\.\S")
_LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]{1,900}")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
_BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def message_id(delivery_id: UUID, mail_from: MailAddress) -> str:
    """The Message-ID without its brackets: the delivery's id at the domain that sends."""
    return f"{delivery_id}@{mail_from.domain}"


def build_message(letter: Letter, *, mail_from: MailAddress, sent_at: datetime) -> bytes:
    """The letter as mixed(alternative(text, html), attachments …), CRLF lines, addressed to its one recipient.

    Raises Rejected when a header field or a file name holds a control character, a line or bidi control, an encoded
    word (``=?``), is empty or too long; when a sender's name poses as an address; when a text is no valid Unicode.
    """
    alternative = _multipart(
        "alternative", letter.delivery_id, [_text("plain", letter.text), _text("html", letter.html)]
    )
    body = _multipart("mixed", letter.delivery_id, [alternative, *map(_attachment, letter.attachments)])
    return _headers(letter, mail_from, sent_at) + body


def _headers(letter: Letter, mail_from: MailAddress, sent_at: datetime) -> bytes:
    reply_to = [f"Reply-To: {letter.reply_to.value}"] if letter.reply_to else []
    lines = [
        f"From: {_display_name(letter.sender)} <{mail_from.value}>",
        f"To: {letter.recipient.value}",
        *reply_to,
        f"Subject: {_encoded(_checked('subject', letter.subject), 'Subject')}",
        f"Date: {format_datetime(sent_at)}",
        f"Message-ID: <{message_id(letter.delivery_id, mail_from)}>",
        "MIME-Version: 1.0",
        "Auto-Submitted: auto-generated",
        f"Content-Language: {letter.language.lower()}",
        *_one_click(letter),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _one_click(letter: Letter) -> list[str]:
    """The two fields by which a mail program objects with one POST (RFC 2369; RFC 8058, section 3.1).

    DKIM has to cover both (section 4); that is the business of the server that signs.
    """
    if letter.one_click is None:
        return []
    if not _LINK.fullmatch(letter.one_click):
        raise Rejected("one-click link: not an address")
    return [f"List-Unsubscribe: <{letter.one_click}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]


def _checked(field: str, text: str, *, longest: int = LONGEST_HEADER) -> str:
    bad = next((c for c in text if unicodedata.category(c) in _FORBIDDEN_CATEGORIES or c in _BIDI_CONTROLS), None)
    if bad is not None:
        raise Rejected(f"{field}: forbidden character U+{ord(bad):04X}")
    flat = " ".join(text.split())
    if "=?" in flat:
        raise Rejected(f"{field}: encoded words are not accepted")
    if not 0 < len(flat) <= longest:
        raise Rejected(f"{field}: must have 1 to {longest} characters")
    return flat


def _encoded(text: str, header: str) -> str:
    # ASCII is not folded: it fits the 998 octets of a line, and Header would put a long word on a line after none.
    return text if text.isascii() else Header(text, "utf-8", header_name=header).encode(linesep="\r\n")


def _display_name(name: str) -> str:
    flat = _checked("sender", name)
    if _LOOKS_LIKE_ADDRESS.search(flat):
        raise Rejected("sender: a name must not look like an address")
    # Anything but plain words becomes an encoded word rather than a quoted string: readers that split a header at
    # its commas or angle brackets without minding quotes cannot be misled by it.
    return flat if _PHRASE.fullmatch(flat) else Header(flat, "utf-8", header_name="From").encode(linesep="\r\n")


def _text(subtype: str, text: str) -> bytes:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        content = lines.encode("utf-8")
    except UnicodeEncodeError:
        raise Rejected(f"{subtype} text: not valid Unicode") from None
    return _part(f'text/{subtype}; charset="utf-8"', "quoted-printable", quopri.encodestring(content))


def _attachment(attachment: Attachment) -> bytes:
    name = _checked("file name", attachment.name, longest=LONGEST_FILE_NAME)
    if set(name) & set('/\\"'):
        raise Rejected("file name: must not hold a path or a quotation mark")
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise Rejected("file: not a media type")
    parameter = f'filename="{name}"' if name.isascii() else f"filename*=UTF-8''{quote(name, safe='')}"
    disposition = f"Content-Disposition: attachment;\r\n {parameter}\r\n"
    return _part(attachment.media_type, "base64", base64.encodebytes(attachment.content), extra=disposition)


def _part(content_type: str, encoding: str, body: bytes, *, extra: str = "") -> bytes:
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n{extra}\r\n"
    return head.encode("ascii") + body.replace(b"\n", b"\r\n")


def _multipart(subtype: str, delivery_id: UUID, parts: list[bytes]) -> bytes:
    # "=_" occurs in neither quoted-printable nor base64 lines, so no content can contain the boundary.
    boundary = f"=_{subtype}_{delivery_id.hex}"
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n'.encode("ascii")
    inside = b"".join(b"\r\n--%s\r\n%s" % (boundary.encode("ascii"), part) for part in parts)
    return head + inside + b"\r\n--%s--\r\n" % boundary.encode("ascii")
