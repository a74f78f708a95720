"""Pages with one button: verify an address, agree to another one, no more news."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from smoall.domain.access.email_change import EmailChangeState
from smoall.domain.access.message import LinkPurpose
from smoall.domain.kernel.errors import NotFound
from smoall.infra.http.account.visit import FOLDER, Do, Visit
from smoall.infra.http.pages.look import Pages
from smoall.usecases.access.change_email import confirm_email_change
from smoall.usecases.access.unsubscribe import unsubscribe
from smoall.usecases.access.verify_email import verify_email
from smoall.usecases.ports import Terms, Tokens
from smoall.usecases.unit import Units


@dataclass(frozen=True, slots=True)
class ButtonPage:
    """Says what the link does and asks for one press; its words begin with its name.

    The form needs no more than the link's own secret: no cookie counts for anything here, so nobody can borrow one.
    """

    name: str
    purposes: Sequence[LinkPurpose]
    do: Do
    units: Units
    pages: Pages
    tokens: Tokens

    async def show(self, visit: Visit) -> Response:
        """The page. Raises NotFound LINK_INVALID."""
        digest = self.tokens.digest(visit.token)
        async with self.units.begin(None, request_id=visit.request_id) as unit:
            for purpose in self.purposes:
                if await unit.messages.look_at(digest, purpose):
                    break
            else:
                raise NotFound("LINK_INVALID")
        return self.pages.show(
            "button.html",
            visit.language,
            action=f"{FOLDER}/{self.name}",
            token=visit.token,
            title=visit.words[f"{self.name}_title"],
            text=visit.words[f"{self.name}_text"],
            button=visit.words[f"{self.name}_button"],
        )

    async def take(self, visit: Visit) -> Response:
        """Press it."""
        done = await self.do(visit)
        title, text = visit.words[f"{done}_title"], visit.words[f"{done}_text"]
        return self.pages.notice(visit.language, title=title, text=text, status=200, good=True)


def button_pages(units: Units, pages: Pages, tokens: Tokens, news: Terms) -> list[ButtonPage]:
    """The three of them."""

    async def verify(visit: Visit) -> str:
        async with units.begin(None, request_id=visit.request_id) as unit:
            await verify_email(unit, visit.token, tokens=tokens)
            await unit.commit()
        return "verify_done"

    async def agree(visit: Visit) -> str:
        async with units.begin(None, request_id=visit.request_id) as unit:
            confirmed = await confirm_email_change(unit, visit.token, tokens=tokens)
            await unit.commit()
        return "email_done" if confirmed.state is EmailChangeState.DONE else "email_waiting"

    async def stop_news(visit: Visit) -> str:
        async with units.begin(None, request_id=visit.request_id) as unit:
            await unsubscribe(unit, visit.token, text=news, tokens=tokens, remote_address=visit.remote_address)
            await unit.commit()
        return "unsubscribe_done"

    mailboxes = (LinkPurpose.CONFIRM_EMAIL_OLD, LinkPurpose.CONFIRM_EMAIL_NEW)
    return [
        ButtonPage("verify", (LinkPurpose.VERIFY_EMAIL,), verify, units, pages, tokens),
        ButtonPage("email", mailboxes, agree, units, pages, tokens),
        ButtonPage("unsubscribe", (LinkPurpose.UNSUBSCRIBE,), stop_news, units, pages, tokens),
    ]
