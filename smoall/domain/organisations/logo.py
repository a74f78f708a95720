"""An organisation's logo: a small picture that travels inside the documents."""

import base64
import binascii
import re
from dataclasses import dataclass

from smoall.domain.kernel.errors import Unparsable

LARGEST = 200_000
_URL = re.compile(r"data:(image/png|image/jpeg);base64,([A-Za-z0-9+/]+={0,2})")
_STARTS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True, slots=True)
class Logo:
    """A ``data:`` URL of a PNG or JPEG of at most 200 kB whose bytes are what the URL says they are."""

    url: str

    @classmethod
    def parse(cls, text: str) -> "Logo":
        """Read the URL; Unparsable LOGO_INVALID or LOGO_TOO_LARGE."""
        if len(text) > LARGEST * 4 // 3 + 100:
            raise Unparsable("LOGO_TOO_LARGE", limit="200 kB")
        found = _URL.fullmatch(text.strip())
        if not found:
            raise Unparsable("LOGO_INVALID")
        try:
            content = base64.b64decode(found[2], validate=True)
        except binascii.Error:
            raise Unparsable("LOGO_INVALID") from None
        if not content.startswith(_STARTS[found[1]]):
            raise Unparsable("LOGO_INVALID")
        return cls(found[0])

    def __str__(self) -> str:
        return self.url
