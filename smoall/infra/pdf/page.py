"""An issued document as one self-contained HTML page (Jinja2, everything escaped), ready to be printed."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from smoall.domain.invoicing.document import IssuedDocument
from smoall.infra.pdf.view import view_of

ACCENT = "#17494d"


def render_html(document: IssuedDocument, *, accent: str = ACCENT) -> str:
    """The page in the document's language; ``accent`` is the organisation's colour, ``#rrggbb``, else ValueError.

    Every text is escaped and nothing in the page refers to anything outside it: pictures are ``data:`` URLs.
    """
    if not re.fullmatch("#[0-9a-fA-F]{6}", accent):
        raise ValueError("an accent colour is written #rrggbb")
    return environment().get_template("document.html").render(view=view_of(document), accent=accent)


@cache
def environment() -> Environment:
    """The templates beside this file; what a page lacks is an error."""
    return Environment(
        loader=PackageLoader("smoall.infra.pdf"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
