"""Headless Chromium over its DevTools protocol: one page, with every request and every complaint of it written down."""

import asyncio
import base64
import itertools
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

START_SECONDS = 30.0
# Chromium itself must not reach out either: no updates, no field trials, no first-run page.
OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--remote-debugging-port=0",
    "--window-size=1440,900",
)


class Page:
    """The open page."""

    def __init__(self, connection: ClientConnection) -> None:
        self.requests: list[str] = []
        self.sockets: list[str] = []
        self.complaints: list[str] = []
        self._connection = connection
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}

    async def read(self) -> None:
        """Take in what the browser says, until it goes."""
        async for text in self._connection:
            message = json.loads(text)
            if "id" in message:
                self._waiting.pop(message["id"]).set_result(message)
            else:
                self._note(message["method"], message.get("params", {}))

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.sockets.append(told["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(told["exceptionDetails"])[:500])
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning", "assert"):
            self.complaints.append(" ".join(str(part.get("value", part)) for part in told["args"])[:500])
        elif method == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.complaints.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")

    async def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result. Raises RuntimeError with what the browser says against it."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        message = await asyncio.wait_for(answer, START_SECONDS)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']['message']}")
        result: dict[str, Any] = message["result"]
        return result

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, promises awaited."""
        found = await self.tell("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(f"{expression}: {json.dumps(found['exceptionDetails'])[:400]}")
        return found["result"].get("value")

    async def wait_for(self, expression: str, *, seconds: float = 15) -> Any:
        """The expression's value once it is true. Raises TimeoutError, naming it."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not (value := await self.evaluate(expression)):
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"never true: {expression}; the page complains: {self.complaints}")
            await asyncio.sleep(0.05)
        return value

    async def click(self, selector: str) -> None:
        """Press the mouse in the middle of an element that is there and visible."""
        place = await self.wait_for(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null;"
            " e.scrollIntoView({block: 'nearest', inline: 'nearest'}); const r = e.getBoundingClientRect();"
            " return r.width ? {x: r.x + r.width / 2, y: r.y + r.height / 2} : null; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.tell("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    async def screenshot(self, path: Path) -> None:
        """The page as PNG."""
        shot = await self.tell("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))


@asynccontextmanager
async def open_page(url: str, *, dark: bool = False, width: int = 1440, height: int = 900) -> AsyncIterator[Page]:
    """A page at ``url`` in a browser of its own, gone with the block."""
    profile = Path(tempfile.mkdtemp(prefix="smoall-chromium-"))
    browser = await asyncio.create_subprocess_exec(
        shutil.which("chromium") or "chromium",
        *OPTIONS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with connect(await _address(profile), max_size=None) as connection:
            page = Page(connection)
            reading = asyncio.create_task(page.read())
            for domain in ("Network", "Runtime", "Log", "Page"):
                await page.tell(f"{domain}.enable")
            theme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
            await page.tell("Emulation.setEmulatedMedia", features=theme)
            await page.tell(
                "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
            )
            await page.tell("Page.navigate", url=url)
            try:
                yield page
            finally:
                reading.cancel()
    finally:
        browser.terminate()
        await browser.wait()
        shutil.rmtree(profile, ignore_errors=True)


async def _address(profile: Path) -> str:
    """Where the DevTools of the browser's first page listen."""
    port_file = profile / "DevToolsActivePort"
    deadline = asyncio.get_running_loop().time() + START_SECONDS
    while not (port_file.exists() and len(port_file.read_text().split()) == 2):
        if asyncio.get_running_loop().time() > deadline:
            raise TimeoutError("Chromium does not start")
        await asyncio.sleep(0.05)
    port = port_file.read_text().split()[0]
    async with httpx.AsyncClient() as client:
        pages = (await client.get(f"http://127.0.0.1:{port}/json/list")).json()
    address: str = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
    return address
