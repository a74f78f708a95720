"""Somebody with a browser, as far as pages go: cookies kept by hand, forms found in the page and sent back."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.harness.api import PASSWORD

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass(slots=True)
class Browser:
    """A browser without scripts. Its cookies are ``Secure``, which a client of plain http would not send back."""

    http: httpx.AsyncClient
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    async def open(self, url: str) -> httpx.Response:
        """Follow a link."""
        return self._kept(await self.http.get(url, headers=self._sent(), follow_redirects=False))

    async def send(self, page: httpx.Response, **fields: str) -> httpx.Response:
        """Fill in the first form of a page, its hidden fields with it, and send it where it came from."""
        known = {name: unescape(value) for name, value in _HIDDEN.findall(page.text)}
        return await self.post(str(page.url), {**known, **fields})

    async def post(self, url: str, fields: dict[str, str]) -> httpx.Response:
        """Send a form."""
        sent = await self.http.post(url, data=fields, headers=self._sent(), follow_redirects=False)
        return self._kept(sent)

    async def sign_in(self, page: httpx.Response, email: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        """Fill in the sign-in page and look at what comes next."""
        answer = await self.send(page, email=email, password=password, act="sign_in", **more)
        return await self.open(answer.headers["location"]) if answer.status_code == 303 else answer

    def _sent(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {**self.headers, **({"cookie": cookie} if cookie else {})}

    def _kept(self, response: httpx.Response) -> httpx.Response:
        for header in response.headers.get_list("set-cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        self.http.cookies.clear()
        return response


def told(response: httpx.Response) -> dict[str, str]:
    """What an answer tells the application: the parameters of the address it leads to."""
    assert response.status_code == 303, response.text
    return dict(parse_qsl(urlsplit(response.headers["location"]).query))
