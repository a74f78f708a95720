"""A Mailgun on loopback: messages, events with pages, suppressions, storage, signed webhooks.

What becomes of a message is told by its recipient: ``bounce…@``, ``complain…@`` and ``defer…@`` do what they say,
anybody else gets it; :attr:`MailgunStandIn.fates` overrides that by address.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import HTTP
from email.policy import default as modern
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from smoall.sandbox.kit import StandIn
from smoall.sandbox.sender import Sender

DOMAIN, KEY, SIGNING_KEY = "mg.smoall.example", "key-standin", "signing-standin"
LARGEST = 25 * 1024 * 1024
LISTS = {"bounces": "suppress-bounce", "complaints": "suppress-complaint", "unsubscribes": "suppress-unsubscribe"}
FATES = ("bounce", "complain", "defer")


@dataclass(slots=True)
class Kept:
    """One message that was taken."""

    key: str
    message_id: str
    recipient: str
    content: bytes
    tags: list[str]
    variables: dict[str, str]
    options: dict[str, str]

    @property
    def message(self) -> EmailMessage:
        """The letter parsed."""
        return message_from_bytes(self.content, _class=EmailMessage, policy=modern)


@dataclass(slots=True)
class Form:
    """A form with fields that repeat, and files."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self.fields if key == name]

    def behind(self, prefix: str) -> dict[str, str]:
        """The fields whose names begin so, without that."""
        return {key.removeprefix(prefix): value for key, value in self.fields if key.startswith(prefix)}


class MailgunStandIn(StandIn):
    """One sending domain. ``lag`` is how long an event stays unseen by its API."""

    name = "mailgun"

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.events: list[dict[str, Any]] = []
        self.suppressed: dict[str, dict[str, dict[str, str]]] = {name: {} for name in LISTS}
        self.fates: dict[str, str] = {}
        self.lag = timedelta(0)
        super().__init__()
        self.sender = Sender(self._signed, self.clock)

    def routes(self) -> Sequence[Route]:
        """What Smoall asks, and its neighbours."""
        return [
            Route("/v3/{domain}/messages", self._guarded(self._send), methods=["POST"]),
            Route("/v3/{domain}/messages.mime", self._guarded(self._send), methods=["POST"]),
            Route("/v3/{domain}/events", self._guarded(self._list_events), methods=["GET"]),
            Route("/v3/{domain}/events/{page}", self._guarded(self._list_events), methods=["GET"]),
            Route("/v3/domains/{domain}/messages/{key}", self._guarded(self._stored), methods=["GET", "DELETE"]),
            Route("/v3/{domain}/{list}", self._guarded(self._suppressions), methods=["GET", "POST", "DELETE"]),
            Route("/v3/{domain}/{list}/{address}", self._guarded(self._suppression), methods=["GET", "DELETE"]),
        ]

    def settings(self) -> Mapping[str, str]:
        """The environment that points a Smoall here."""
        return {
            "SMOALL_MAILGUN_DOMAIN": DOMAIN,
            "SMOALL_MAILGUN_KEY": KEY,
            "SMOALL_MAILGUN_SIGNING_KEY": SIGNING_KEY,
            "SMOALL_MAILGUN_URL": self.url,
        }

    def _guarded(self, answer: Any) -> Any:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "")
            expected = "Basic " + base64.b64encode(f"api:{KEY}".encode()).decode()
            if not hmac.compare_digest(given.encode(), expected.encode()):
                return Response("Forbidden", 401)
            if request.path_params["domain"] != DOMAIN:
                return _said(404, f"Domain not found: {request.path_params['domain']}")
            reply: Response = await answer(request)
            return reply

        return guarded

    async def _send(self, request: Request) -> Response:
        body = await request.body()
        if len(body) > LARGEST:
            return _said(413, "Message is too large")
        form = _read_form(request.headers.get("content-type", ""), body)
        to = [address.strip() for one in form.all("to") for address in one.split(",") if address.strip()]
        if not to or not all(re.fullmatch(r"[^@\s]+@[^@\s]+", address) for address in to):
            return _said(400, "to parameter is not a valid address. please check documentation")
        content = form.files.get("message") or _assembled(form)
        if content is None:
            return _said(400, "from parameter is missing")
        for recipient in to:
            self._take(form, recipient, content)
        return JSONResponse({"id": f"<{self.kept[-1].message_id}>", "message": "Queued. Thank you."})

    def _take(self, form: Form, recipient: str, content: bytes) -> None:
        told = message_from_bytes(content, policy=modern).get("Message-ID", "")
        identity = str(told).strip("<> ") or f"{self.clock():%Y%m%d%H%M%S}.{secrets.token_hex(8)}@{DOMAIN}"
        kept = Kept(
            key=secrets.token_hex(12),
            message_id=identity,
            recipient=recipient,
            content=content,
            tags=form.all("o:tag"),
            variables=form.behind("v:"),
            options=form.behind("o:"),
        )
        self.kept.append(kept)
        self._happen(kept, "accepted")
        for event, more in self._fate(recipient):
            self._happen(kept, event, **more)

    def _fate(self, recipient: str) -> list[tuple[str, dict[str, Any]]]:
        address = recipient.lower()
        for name, reason in LISTS.items():
            if address in self.suppressed[name]:
                return [("failed", {"severity": "permanent", "reason": reason})]
        named = next((fate for fate in FATES if address.startswith(fate)), "deliver")
        match self.fates.get(address, named):
            case "bounce":
                self.suppressed["bounces"][address] = {"address": address, "code": "550", "error": "No such mailbox"}
                return [("failed", {"severity": "permanent", "reason": "bounce", "delivery-status": {"code": 550}})]
            case "complain":
                self.suppressed["complaints"][address] = {"address": address}
                return [("delivered", {}), ("complained", {})]
            case "defer":
                temporary = {"severity": "temporary", "reason": "generic", "delivery-status": {"code": 451}}
                return [("failed", temporary), ("delivered", {})]
        return [("delivered", {})]

    def _happen(self, kept: Kept, event: str, **more: Any) -> None:
        item = {
            "id": secrets.token_hex(11),
            "event": event,
            "timestamp": self.clock().timestamp(),
            "log-level": "info" if event in ("accepted", "delivered") else "error",
            "recipient": kept.recipient,
            "recipient-domain": kept.recipient.rpartition("@")[2],
            "tags": kept.tags,
            "user-variables": kept.variables,
            "message": {"headers": {"message-id": kept.message_id, "to": kept.recipient}, "attachments": []},
            "storage": {"key": kept.key, "url": f"{self.url}/v3/domains/{DOMAIN}/messages/{kept.key}"},
            **more,
        }
        self.events.append(item)
        assert self.sender is not None
        self.sender.add(json.dumps(item).encode())

    def _signed(self, body: bytes, at: datetime) -> tuple[bytes, Mapping[str, str]]:
        """The event beside a signature that covers a time and a token, and nothing else."""
        timestamp, token = f"{at.timestamp():.0f}", secrets.token_hex(25)
        signature = hmac.new(SIGNING_KEY.encode(), (timestamp + token).encode(), hashlib.sha256).hexdigest()
        signed = {"timestamp": timestamp, "token": token, "signature": signature}
        content = json.dumps({"signature": signed, "event-data": json.loads(body)}).encode()
        return content, {"content-type": "application/json"}

    async def _list_events(self, request: Request) -> Response:
        asked = dict(request.query_params)
        start, size = int(request.path_params.get("page", "0")), min(int(asked.get("limit", "100")), 300)
        seen = [event for event in self.events if self._visible(event, asked)]
        if asked.get("ascending", "no") != "yes":
            seen.reverse()
        items = seen[start : start + size]
        following = f"{self.url}/v3/{DOMAIN}/events/{start + len(items)}?{request.url.query}"
        return JSONResponse({"items": items, "paging": {"next": following, "first": f"{self.url}{request.url.path}"}})

    def _visible(self, event: Mapping[str, Any], asked: Mapping[str, str]) -> bool:
        if self.clock().timestamp() < event["timestamp"] + self.lag.total_seconds():
            return False
        fits = {
            "event": event["event"] in asked.get("event", event["event"]).split(" OR "),
            "recipient": event["recipient"] == asked.get("recipient", event["recipient"]),
            "message-id": event["message"]["headers"]["message-id"] == asked.get("message-id", "").strip("<>"),
            "begin": event["timestamp"] >= float(asked.get("begin", "0")),
        }
        return all(fits[name] for name in fits if name in asked)

    async def _stored(self, request: Request) -> Response:
        found = next((kept for kept in self.kept if kept.key == request.path_params["key"]), None)
        if found is None or not found.content:
            return _said(404, "Message not found")
        if request.method == "DELETE":
            found.content = b""
            return _said(200, "Message has been deleted")
        return JSONResponse({"recipients": found.recipient, "body-mime": found.content.decode("latin-1")})

    async def _suppressions(self, request: Request) -> Response:
        listed = self.suppressed.get(request.path_params["list"])
        if listed is None:
            return _said(404, "Not Found")
        if request.method == "POST":
            given = dict(_read_form(request.headers.get("content-type", ""), await request.body()).fields)
            listed[given["address"].lower()] = given
            return _said(200, "Address has been added to the table")
        if request.method == "DELETE":
            listed.clear()
            return _said(200, "Addresses have been removed")
        return JSONResponse({"items": list(listed.values()), "paging": {}})

    async def _suppression(self, request: Request) -> Response:
        listed = self.suppressed.get(request.path_params["list"], {})
        address = request.path_params["address"].lower()
        if address not in listed:
            return _said(404, "Address not found in table")
        if request.method == "DELETE":
            del listed[address]
            return JSONResponse({"address": address, "message": "Address has been removed"})
        return JSONResponse(listed[address])


def _said(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status)


def _read_form(content_type: str, body: bytes) -> Form:
    """A multipart or URL-encoded form."""
    form = Form()
    if content_type.startswith("application/x-www-form-urlencoded"):
        form.fields = parse_qsl(body.decode(), keep_blank_values=True)
        return form
    # Not email.message: it would take the message in the form apart as well.
    boundary = b"--" + content_type.partition("boundary=")[2].strip('"').encode()
    for part in body.split(boundary)[1:-1]:
        head, _, value = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        described = message_from_bytes(head + b"\r\n\r\n", policy=HTTP)
        name = described.get_param("name", header="content-disposition")
        value = value.removesuffix(b"\r\n")
        if described.get_filename() is None:
            form.fields.append((str(name), value.decode()))
        else:
            form.files[str(name)] = value
    return form


def _assembled(form: Form) -> bytes | None:
    """A message out of the fields of a form."""
    given = dict(form.fields)
    if not given.get("from") or not ({"text", "html"} & given.keys()):
        return None
    message = EmailMessage(policy=modern)
    message["From"], message["To"], message["Subject"] = given["from"], given["to"], given.get("subject", "")
    message.set_content(given.get("text", ""))
    if "html" in given:
        message.add_alternative(given["html"], subtype="html")
    return message.as_bytes()
