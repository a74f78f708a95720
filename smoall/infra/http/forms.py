"""What a form or an address says, read with suspicion: parameters once each, in UTF-8, not too many, not too long.

Every form that the server takes is read here, so that no card number comes in by one.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from smoall.domain.kernel.card_number import holds_card_number

MOST_BYTES = 16 * 1024
MOST_FIELDS = 60
MEDIA_TYPE = "application/x-www-form-urlencoded"


class BadForm(Exception):
    """No form that we take; the text says why, in English, and the status too.

    ``code`` names what a person can mend in what they typed, as in ``schema/wording``.
    """

    def __init__(self, text: str, *, status: int = 400, code: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Form:
    """The values by name, and which names came more than once. An empty value counts as absent (RFC 6749 §3.1)."""

    values: Mapping[str, str]
    repeated: frozenset[str]


def read_query(query: str) -> Form:
    """The parameters of an address. Raises BadForm."""
    if len(query) > MOST_BYTES:
        raise BadForm("The address is too long.", status=414)
    return _read(query)


async def read_form(request: Request) -> Form:
    """The fields of a posted form. Raises BadForm."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != MEDIA_TYPE:
        raise BadForm(f"Send the fields as {MEDIA_TYPE}.", status=415)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise BadForm(f"The form is larger than {MOST_BYTES} bytes.", status=413)
    except ClientDisconnect:
        raise BadForm("The request ended early.") from None
    try:
        form = _read(body.decode("ascii"))
    except UnicodeDecodeError:
        raise BadForm("The form is not percent-encoded.") from None
    if any(map(holds_card_number, form.values.values())):
        raise BadForm("A field holds a card number: cards are only typed at the payment page.", code="CARD_NUMBER")
    return form


def _read(text: str) -> Form:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise BadForm("The fields are not percent-encoded UTF-8, or too many.") from None
    counts = Counter(name for name, _ in pairs)
    if any("\x00" in part for pair in pairs for part in pair):
        raise BadForm("A field holds a NUL.")
    return Form(
        {name: value for name, value in pairs if value}, frozenset(name for name, count in counts.items() if count > 1)
    )
