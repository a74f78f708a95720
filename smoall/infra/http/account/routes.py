"""Where the pages are that links in letters lead to."""

from starlette.routing import Route

from smoall.infra.http.account.buttons import button_pages
from smoall.infra.http.account.invitation import InvitationPage
from smoall.infra.http.account.reset import ResetPage
from smoall.infra.http.account.visit import AccountPage, Reception
from smoall.infra.http.pages.signing_in import SigningIn
from smoall.usecases.access.acceptance import Texts


def account_routes(reception: Reception, signing_in: SigningIn, texts: Texts) -> list[Route]:
    """One for each kind of page; see ``PAGES`` in domain/access/message.py."""
    door, pages = signing_in.door, reception.pages
    found: list[AccountPage] = [
        *button_pages(door.units, pages, door.tokens, texts.notice),
        ResetPage(door.units, pages, door.tokens, door.passwords, signing_in.say),
        InvitationPage(door.units, pages, signing_in, texts),
    ]
    return [reception.route(page) for page in found]
