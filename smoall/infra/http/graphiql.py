"""GraphiQL for browsers on /graphql, served whole by this process: nothing comes from anywhere else.

The editor's own files are those of the installed package graphene-django-graphiql-static, read and never imported:
its modules want Django. Page, styles, script and examples are ours, in ``graphiql_page``.
"""

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import Response

OURS = Path(__file__).parent / "graphiql_page"
PACKAGE = "graphene-django-graphiql-static"
THEIRS = "graphene_django_graphiql_static/static/graphene_django_graphiql_static"
FOLDER = "/static/graphiql"
STYLES = ("graphiql.min.css", "style.css", "smoall.css")
SCRIPTS = (
    "react.production.min.js",
    "react-dom.production.min.js",
    "graphiql.min.js",
    "graphiql-plugin-explorer.umd.js",
    "graphql-ws.min.js",
    "session.js",
    "steps.js",
    "smoall.js",
)
PARTS = ("The main job", "Accounts and subscription")
FOREVER = "public, max-age=31536000, immutable"  # an asset's name holds the hash of its bytes
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the editor sizes its panes by style attributes
        "img-src 'self' data:",
        "font-src data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
GUARDS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True)
class Asset:
    """One file of the page. Its address changes with its bytes."""

    name: str
    body: bytes

    @cached_property
    def address(self) -> str:
        """Where it is served."""
        return f"{FOLDER}/{hashlib.sha256(self.body).hexdigest()[:16]}-{self.name}"

    @cached_property
    def compressed(self) -> bytes:
        """Its bytes for clients that take gzip, made when first asked for."""
        return gzip.compress(self.body, mtime=0)

    @property
    def media_type(self) -> str:
        """What it is."""
        kind = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class Graphiql:
    """The page and its assets; ``demo`` are the address and password that the page offers, where there are any."""

    def __init__(self, *, demo: tuple[str, str] | None) -> None:
        assets = [_asset(name) for name in (*STYLES, *SCRIPTS, "favicon.svg")]
        self._assets = {asset.address: asset for asset in assets}
        environment = Environment(loader=FileSystemLoader(OURS), autoescape=select_autoescape())
        self._page = environment.get_template("page.html").render(
            asset={asset.name: asset.address for asset in assets},
            styles=STYLES,
            scripts=SCRIPTS,
            settings={"demo": demo and {"email": demo[0], "password": demo[1]}, "steps": examples()},
        )

    async def page(self, _request: Request) -> Response:
        """The page itself; never cached, so that it always names the assets of this release."""
        headers = {**GUARDS, "content-security-policy": POLICY, "cache-control": "no-store", "vary": "accept"}
        return Response(self._page, media_type="text/html", headers=headers)

    async def asset(self, request: Request) -> Response:
        """One asset, to be kept by the browser for good; 404 for any other address."""
        found = self._assets.get(request.url.path)
        if found is None:
            return Response("There is no such file.", status_code=404, media_type="text/plain", headers=GUARDS)
        headers = {**GUARDS, "cache-control": FOREVER, "vary": "accept-encoding", "content-type": found.media_type}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(found.body, headers=headers)
        return Response(found.compressed, headers={**headers, "content-encoding": "gzip"})


def examples() -> list[dict[str, Any]]:
    """The example documents in order: name, first line of the comment as its title, query, variables as text.

    The first figure of a file's number says to which part of the guide it belongs: 0 and 1 are the main job.
    """
    found = []
    for path in sorted((OURS / "examples").glob("*.graphql")):
        query, variables = path.read_text("utf-8"), path.with_suffix(".json")
        title = query.partition("\n")[0].removeprefix("# ").rstrip(".")
        text = variables.read_text("utf-8").strip() if variables.exists() else ""
        if text:
            json.loads(text)  # a broken example stops the start
        number, _, name = path.stem.partition("-")
        part = PARTS[max(0, int(number[0]) - 1)]
        found.append({"name": name, "part": part, "title": title, "query": query, "variables": text})
    return found


def _asset(name: str) -> Asset:
    ours = OURS / name
    if ours.exists():
        return Asset(name, ours.read_bytes())
    theirs = Path(str(distribution(PACKAGE).locate_file(f"{THEIRS}/{name}"))).read_bytes()
    # The package holds no source maps; without this line no developer tool asks for one.
    return Asset(name, b"\n".join(line for line in theirs.split(b"\n") if b"# sourceMappingURL=" not in line))
