"""The newsletter's audience at Mailchimp (https://mailchimp.com/developer/marketing/api/list-members/).

Only the address and the language go there: no name, no merge field. A new member is PENDING until they confirm, and so
is one who unsubscribed and has said yes again since: nobody is ever SUBSCRIBED by us.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from smoall.domain.kernel.errors import Unavailable
from smoall.domain.kernel.language import Language
from smoall.infra.calling import Answer, Caller, NoAnswer, NotReached
from smoall.usecases.audience import Member, Standing
from smoall.usecases.mail import MailAddress

MOST_AT_ONCE = 8  # Mailchimp answers 429 to the eleventh connection of a key
# 400 where a member may not be added: they unsubscribed, or were deleted for good; only they can come back.
NEVER_AGAIN = ("Forgotten Email Not Subscribed", "Member In Compliance State")
STANDINGS = {
    "pending": Standing.PENDING,
    "subscribed": Standing.SUBSCRIBED,
    "unsubscribed": Standing.UNSUBSCRIBED,
    "cleaned": Standing.CLEANED,
    "archived": Standing.ABSENT,
}


@dataclass(frozen=True, slots=True)
class MailchimpConfig:
    """One audience of one account. Its data centre is the end of the key (``…-us21``) unless ``base_url`` is given."""

    api_key: str = field(repr=False)
    list_id: str
    base_url: str | None = None
    answer_seconds: float = 20.0

    @property
    def root(self) -> str:
        """Where the API is."""
        return self.base_url or f"https://{self.api_key.rpartition('-')[2]}.api.mailchimp.com/3.0"


class MailchimpAudience:
    """An :class:`~smoall.usecases.audience.AudienceSync`."""

    name = "mailchimp"

    def __init__(self, config: MailchimpConfig) -> None:
        self._members = f"/lists/{config.list_id}/members"
        self._caller = Caller(config.root, user="smoall", password=config.api_key, answer_seconds=config.answer_seconds)
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    def member_id(self, address: MailAddress) -> str:
        """MD5 of the lower-cased address, as Mailchimp names members."""
        return hashlib.md5(address.value.lower().encode(), usedforsecurity=False).hexdigest()

    async def invite(self, address: MailAddress, *, language: Language, again: bool = False) -> Standing:
        """A new member, to be confirmed by themselves, or asked ``again``; else one who is there only gets the
        language."""
        told = {"email_address": address.value, "status_if_new": "pending", "language": language.lower()}
        if again:
            told["status"] = "pending"
        path = f"{self._members}/{self.member_id(address)}?skip_merge_validation=true"
        answer = await self._call("PUT", path, json=told)
        if answer.status == 400 and _title(answer) in NEVER_AGAIN:
            return Standing.UNSUBSCRIBED
        return _member(_sound(answer)).standing

    async def look(self, member_id: str) -> Member:
        """How a member stands now."""
        answer = await self._call("GET", f"{self._members}/{member_id}")
        return Member(Standing.ABSENT) if answer.status == 404 else _member(_sound(answer))

    async def leave(self, member_id: str) -> None:
        """Unsubscribe; nothing where there is no such member."""
        answer = await self._call("PATCH", f"{self._members}/{member_id}", json={"status": "unsubscribed"})
        if answer.status not in (400, 404):  # 400: cleaned or forgotten, who gets nothing as it is
            _sound(answer)

    async def erase(self, member_id: str) -> None:
        """Delete for good; nothing where there is no such member."""
        answer = await self._call("POST", f"{self._members}/{member_id}/actions/delete-permanent")
        if answer.status not in (204, 404):
            raise _unavailable(answer)

    async def _call(self, method: str, path: str, **options: Any) -> Answer:
        try:
            async with self._room:
                answer = await self._caller.call(method, path, **options)
        except (NotReached, NoAnswer) as silence:  # each call can be made again: what was done stays done
            raise Unavailable("AUDIENCE_UNAVAILABLE", reason=str(silence)) from silence
        if answer.status in (401, 403, 408, 425, 429) or answer.status >= 500:
            raise _unavailable(answer)
        return answer


async def reach(config: MailchimpConfig) -> str | None:
    """Ask for Mailchimp's health; what went wrong, None when nothing did."""
    try:
        _sound(await MailchimpAudience(config)._call("GET", "/ping"))
    except Unavailable as outage:
        return outage.values["reason"]
    return None


def _sound(answer: Answer) -> Mapping[str, Any]:
    """The object in an answer. Raises Unavailable for any other answer."""
    try:
        told = answer.json() if answer.success else None
    except NoAnswer:
        told = None
    if not isinstance(told, Mapping):
        raise _unavailable(answer)
    return told


def _member(told: Mapping[str, Any]) -> Member:
    try:
        since = datetime.fromisoformat(str(told.get("last_changed")))
    except ValueError:
        since = None
    return Member(STANDINGS.get(str(told.get("status")), Standing.ABSENT), since if since and since.tzinfo else None)


def _title(answer: Answer) -> str:
    try:
        told = answer.json()
    except NoAnswer:
        return ""
    return str(told.get("title")) if isinstance(told, Mapping) else ""


def _unavailable(answer: Answer) -> Unavailable:
    told = {"retry_after": answer.retry_after} if answer.retry_after else {}
    return Unavailable("AUDIENCE_UNAVAILABLE", reason=str(answer.status), **told)
