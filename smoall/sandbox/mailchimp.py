"""A Mailchimp on loopback: one audience, its members with the rules of their statuses, and unsigned form webhooks."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from smoall.sandbox.kit import StandIn
from smoall.sandbox.sender import Sender

KEY, LIST, SECRET = "standin-us21", "a1b2c3d4e5", "secret-standin"
ROOT = "/3.0"
MOST_IN_FLIGHT = 10
STATUSES = ("subscribed", "unsubscribed", "cleaned", "pending", "transactional")


@dataclass(slots=True)
class Member:
    """One address in the audience."""

    email: str
    status: str
    changed: datetime
    language: str = ""
    tags: set[str] = field(default_factory=set)
    fields: dict[str, Any] = field(default_factory=dict)


class FormSender(Sender):
    """Sends to the address with the secret in it, after a GET that asks whether somebody is there."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "url" and value and "?" not in value:
            value = f"{value}?secret={SECRET}"
        super().__setattr__(name, value)


class MailchimpStandIn(StandIn):
    """One audience of one account."""

    name = "mailchimp"

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.forgotten: set[str] = set()
        self.in_flight = 0
        self.most_in_flight = 0
        super().__init__()
        self.sender = FormSender(
            lambda body, _at: (body, {"content-type": "application/x-www-form-urlencoded"}), self.clock
        )

    def routes(self) -> Sequence[Route]:
        """What Smoall asks, and its neighbours."""
        member = f"{ROOT}/lists/{{list}}/members/{{hash}}"
        return [
            Route(f"{ROOT}/ping", self._guarded(self._ping), methods=["GET"]),
            Route(f"{ROOT}/lists/{{list}}/members", self._guarded(self._list), methods=["GET"]),
            Route(member, self._guarded(self._member), methods=["GET", "PUT", "PATCH", "DELETE"]),
            Route(f"{member}/tags", self._guarded(self._tag), methods=["POST"]),
            Route(f"{member}/actions/delete-permanent", self._guarded(self._forget), methods=["POST"]),
        ]

    def settings(self) -> Mapping[str, str]:
        """The environment that points a Smoall here."""
        return {
            "SMOALL_MAILCHIMP_KEY": KEY,
            "SMOALL_MAILCHIMP_LIST": LIST,
            "SMOALL_MAILCHIMP_SECRET": SECRET,
            "SMOALL_MAILCHIMP_URL": f"{self.url}{ROOT}",
        }

    def person(self, email: str, status: str) -> None:
        """The person acts at Mailchimp itself: confirms, unsubscribes, comes back through the form; or is cleaned."""
        identity = hash_of(email)
        member = self.members.setdefault(identity, Member(email, status, self.clock()))
        member.status, member.changed = status, self.clock()
        self.forgotten.discard(identity)
        kind = {"subscribed": "subscribe", "unsubscribed": "unsubscribe", "cleaned": "cleaned"}[status]
        self.tell(kind, email)

    def move(self, email: str, new: str) -> None:
        """The person goes on at Mailchimp under another address: another id, the same member."""
        member = self.members.pop(hash_of(email))
        member.email = new
        self.members[hash_of(new)] = member
        self.tell("upemail", new, new_email=new, old_email=email, new_id=hash_of(new)[:10])

    def tell(self, kind: str, email: str, **more: str) -> None:
        """A webhook about an address, whatever is true of it."""
        assert self.sender is not None
        told = {"email": email, "list_id": LIST, "id": hash_of(email)[:10], **more}
        form = {"type": kind, "fired_at": f"{self.clock():%Y-%m-%d %H:%M:%S.%f}"}
        self.sender.add(urlencode({**form, **{f"data[{name}]": value for name, value in told.items()}}).encode())

    def _guarded(self, answer: Any) -> Any:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "")
            try:
                password = base64.b64decode(given.removeprefix("Basic ")).decode().partition(":")[2]
            except ValueError:
                password = ""
            if not hmac.compare_digest(password.encode(), KEY.encode()):
                return _problem(401, "API Key Invalid")
            if request.path_params.get("list", LIST) != LIST:
                return _problem(404, "Resource Not Found")
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            try:
                if self.in_flight > MOST_IN_FLIGHT:
                    return _problem(429, "Too Many Requests")
                reply: Response = await answer(request)
                return reply
            finally:
                self.in_flight -= 1

        return guarded

    async def _ping(self, _request: Request) -> Response:
        return JSONResponse({"health_status": "Everything's Chimpy!"})

    async def _list(self, request: Request) -> Response:
        wanted = request.query_params.get("status")
        found = [_shown(key, one) for key, one in self.members.items() if wanted in (None, one.status)]
        return JSONResponse({"members": found, "total_items": len(found), "list_id": LIST})

    async def _member(self, request: Request) -> Response:
        identity = request.path_params["hash"]
        member = self.members.get(identity)
        if request.method == "PUT":
            return await self._put(identity, member, request)
        if member is None:
            return _problem(404, "Resource Not Found")
        if request.method == "GET":
            return JSONResponse(_shown(identity, member))
        if request.method == "DELETE":
            member.status, member.changed = "archived", self.clock()
            return Response(status_code=204)
        return self._change(identity, member, await request.json())

    async def _put(self, identity: str, member: Member | None, request: Request) -> Response:
        given = await request.json()
        if member is not None:
            return self._change(identity, member, given)
        if identity in self.forgotten:
            return _problem(400, "Forgotten Email Not Subscribed")
        status = given.get("status_if_new")
        if status not in STATUSES or hash_of(given.get("email_address", "")) != identity:
            return _problem(400, "Invalid Resource")
        made = Member(given["email_address"], status, self.clock(), given.get("language", ""))
        made.fields = given.get("merge_fields", {})
        self.members[identity] = made
        return JSONResponse(_shown(identity, made))

    def _change(self, identity: str, member: Member, given: Mapping[str, Any]) -> Response:
        status = given.get("status", member.status)
        if member.status in ("unsubscribed", "cleaned") and status == "subscribed":
            return _problem(400, "Member In Compliance State")
        if member.status == "archived" and "status_if_new" in given:
            status = given["status_if_new"]
        if status != member.status:
            member.status, member.changed = status, self.clock()
        member.language = given.get("language", member.language)
        return JSONResponse(_shown(identity, member))

    async def _tag(self, request: Request) -> Response:
        member = self.members.get(request.path_params["hash"])
        if member is None:
            return _problem(404, "Resource Not Found")
        for tag in (await request.json())["tags"]:
            (member.tags.add if tag["status"] == "active" else member.tags.discard)(tag["name"])
        return Response(status_code=204)

    async def _forget(self, request: Request) -> Response:
        identity = request.path_params["hash"]
        if self.members.pop(identity, None) is None:
            return _problem(404, "Resource Not Found")
        self.forgotten.add(identity)
        return Response(status_code=204)


def hash_of(email: str) -> str:
    """The id of an address."""
    return hashlib.md5(email.lower().encode(), usedforsecurity=False).hexdigest()


def _shown(identity: str, member: Member) -> dict[str, Any]:
    return {
        "id": identity,
        "email_address": member.email,
        "status": member.status,
        "language": member.language,
        "merge_fields": member.fields,
        "tags": [{"name": tag} for tag in sorted(member.tags)],
        "last_changed": member.changed.isoformat(timespec="microseconds"),
        "list_id": LIST,
    }


def _problem(status: int, title: str) -> Response:
    body = {"type": "https://mailchimp.com/developer/marketing/docs/errors/", "title": title, "status": status}
    return Response(json.dumps(body), status, media_type="application/problem+json")
