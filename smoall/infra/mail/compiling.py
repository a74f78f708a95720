"""Make the letters' HTML from their MJML: ``python -m smoall.infra.mail.compiling``, after a change of a source.

The HTML is committed beside its source and is what an installation uses; MJML itself is a tool of development only.
A test holds the two against each other.
"""

import re
from pathlib import Path

ACCOUNT = Path(__file__).parent / "templates" / "account"

_INCLUDE = re.compile(r'[ \t]*<mj-include path="([a-z_/]+\.mjml)" />\n?')


def sources() -> list[Path]:
    """Every letter's MJML, in the order of their names; the frame's parts are no letters."""
    return sorted(ACCOUNT.glob("*.mjml"))


def compiled(source: Path) -> str:
    """The letter's HTML, a Jinja template still. No font is fetched, no picture is in it."""
    from mjml import mjml2html  # not there in an installation

    # Parts are put in as text: the compiler's own include forgets how wide the letter is.
    whole = _INCLUDE.sub(lambda found: (ACCOUNT / found[1]).read_text("utf-8"), source.read_text("utf-8"))
    return mjml2html(whole, disable_comments=True, fonts={}) + "\n"


def compile_all() -> int:
    """Write the HTML of every letter; how many."""
    for source in sources():
        source.with_suffix(".html").write_text(compiled(source), "utf-8")
    return len(sources())


if __name__ == "__main__":
    compile_all()
