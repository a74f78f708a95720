"""How a page is answered: templates that escape, one style sheet of our own, and headers that let nothing else in."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from smoall.domain.kernel.language import Language
from smoall.infra.http.pages.words import words

OURS = Path(__file__).parent
FOLDER = "/static/pages"
ASSETS = {
    "pages.css": "text/css; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "sign-in.js": "text/javascript; charset=utf-8",
}
FOREVER = "public, max-age=31536000, immutable"  # an asset's name holds the hash of its bytes
GUARDS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Pages:
    """The pages' look; made once, it also serves the two files that pages ask for."""

    def __init__(self) -> None:
        self._files = {_address(name): (OURS / name).read_bytes() for name in ASSETS}
        self._templates = Environment(
            loader=FileSystemLoader(OURS / "templates"), autoescape=select_autoescape(), undefined=StrictUndefined
        )
        self._templates.filters["prose"] = prose
        self._templates.globals["asset"] = {name: _address(name) for name in ASSETS}

    def show(
        self,
        template: str,
        language: Language,
        *,
        status: int = 200,
        sends_to: Sequence[str] = (),
        script: bool = False,
        **values: Any,
    ) -> Response:
        """A page, never kept by anybody. Its forms come back here; ``sends_to`` are origins that an answer to one of
        them may lead on to, which a browser counts as the form's target too (CSP 3 §6.4.2). ``script``: the
        page has a script file of ours."""
        text = self._templates.get_template(template).render(language=language.lower(), w=words(language), **values)
        headers = {**GUARDS, "content-security-policy": _policy(sends_to, script=script), "cache-control": "no-store"}
        headers |= {"content-language": language.lower(), "vary": "accept-language, cookie"}
        return Response(text, status_code=status, media_type="text/html", headers=headers)

    def notice(self, language: Language, *, title: str, text: str, status: int, **values: Any) -> Response:
        """A page that only tells something."""
        shown = {"hint": "", "good": False, **values}
        return self.show("notice.html", language, status=status, title=title, text=text, **shown)

    async def asset(self, request: Request) -> Response:
        """A file of the pages; 404 for any other address."""
        body = self._files.get(request.url.path)
        if body is None:
            return Response("There is no such file.", status_code=404, media_type="text/plain", headers=GUARDS)
        name = request.url.path.rpartition("/")[2].partition("-")[2]
        return Response(body, headers={**GUARDS, "cache-control": FOREVER, "content-type": ASSETS[name]})

    def routes(self) -> list[Route]:
        """Where the files are served."""
        return [Route(FOLDER + "/{name}", self.asset)]


def prose(text: str) -> Markup:
    """A text of ours as it is written down (headings with ``#``, stress with ``**``), escaped like any other."""
    escaped = str(escape(text))
    headed = re.sub(r"^#+ (.*)$", r"<strong>\1</strong>", escaped, flags=re.MULTILINE)
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", headed))  # noqa: S704 - escaped above


def see_other(address: str) -> Response:
    """Go there by GET, whatever brought you here: a 307 would send a password on (RFC 9700 §4.12)."""
    response = RedirectResponse(address, status_code=303, headers={**GUARDS, "cache-control": "no-store"})
    response.headers["location"] = address  # as it was registered, character by character
    return response


def _policy(sends_to: Sequence[str], *, script: bool) -> str:
    targets = " ".join(("'self'", *sends_to))
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            *(("script-src 'self'", "connect-src 'self'") if script else ()),
            f"form-action {targets}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _address(name: str) -> str:
    digest = hashlib.sha256((OURS / name).read_bytes()).hexdigest()[:16]
    return f"{FOLDER}/{digest}-{name}"
