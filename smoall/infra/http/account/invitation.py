"""The page of an invitation: who invites, to what, in which role; yes with an account or without, or no.

An existing account must be signed in here, and then its cookie counts for something: the form needs its own secret too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from smoall.domain.access.password import LONGEST, SHORTEST
from smoall.domain.kernel.errors import Conflict, Invalid
from smoall.infra.http.account.visit import FOLDER, Visit, problems
from smoall.infra.http.forms import Form
from smoall.infra.http.pages.account_words import role_words
from smoall.infra.http.pages.door import actor_of, device_of
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.signing_in import Place, SigningIn, keep_visit
from smoall.usecases.access.accept_invitation import (
    Newcomer,
    NewPerson,
    Offer,
    accept_invitation,
    prepare_newcomer,
    see_invitation,
)
from smoall.usecases.access.acceptance import Texts
from smoall.usecases.access.close_invitation import decline_invitation
from smoall.usecases.access.cookie import keeping
from smoall.usecases.unit import Units


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """``/account/invitation``."""

    units: Units
    pages: Pages
    signing_in: SigningIn
    texts: Texts
    name: str = "invitation"

    async def show(self, visit: Visit) -> Response:
        """The offer. Raises NotFound LINK_INVALID, Conflict INVITATION_<STATE>."""
        offer = await self._offer(visit)
        if offer.has_account and visit.visitor.reader is None:
            return self.signing_in.page(_place(visit, offer), email=offer.invitation.email or "")
        return await self._page(visit, offer)

    async def take(self, visit: Visit) -> Response:
        """Yes, no, sign in, or sign in as somebody else."""
        offer = await self._offer(visit)
        if not visit.is_ours:
            return await self._page(visit, offer, [visit.words["form_stale"]], status=403)
        if visit.act == "sign_in":
            return await self.signing_in.enter(_place(visit, offer), Form(visit.fields, frozenset()))
        if visit.act == "switch":
            return await self.signing_in.leave(_place(visit, offer))
        if visit.act == "decline":
            return await self._decline(visit)
        try:
            return await self._accept(visit, offer)
        except Invalid as wrong:
            return await self._page(visit, offer, problems(wrong, self.signing_in.say, visit.language), status=400)

    async def _offer(self, visit: Visit) -> Offer:
        async with self.units.begin(None, request_id=visit.request_id) as unit:
            return await see_invitation(unit, visit.token, tokens=self.signing_in.door.tokens)

    async def _accept(self, visit: Visit, offer: Offer) -> Response:
        reader = visit.visitor.reader
        if offer.has_account and reader is None:
            raise Conflict("SIGN_IN_FIRST")
        newcomer = None if offer.has_account else await self._newcomer(visit)
        joined = reader if offer.has_account else None
        async with self.units.begin(actor_of(joined) if joined else None, request_id=visit.request_id) as unit:
            opened = await accept_invitation(
                unit,
                visit.token,
                newcomer,
                marketing_consent=visit.fields.get("news") == "yes",
                texts=self.texts,
                device=device_of(visit.request),
                tokens=self.signing_in.door.tokens,
                signed_in=joined.user_id if joined else None,
            )
            await unit.commit()
        response = self._done(visit, "invitation_done", organisation=offer.organisation)
        response.headers.append("set-cookie", keeping(opened.token))
        return response

    async def _newcomer(self, visit: Visit) -> Newcomer:
        given = NewPerson(
            name=visit.fields.get("name"),
            password=visit.fields.get("password"),
            language=visit.language,
            terms_version=visit.fields.get("terms_version"),
            terms_accepted=visit.fields.get("terms") == "yes",
            privacy_version=visit.fields.get("notice_version"),
        )
        door = self.signing_in.door
        return await prepare_newcomer(
            self.units,
            visit.token,
            given,
            texts=self.texts,
            passwords=door.passwords,
            tokens=door.tokens,
            request_id=visit.request_id,
        )

    async def _decline(self, visit: Visit) -> Response:
        async with self.units.begin(None, request_id=visit.request_id) as unit:
            await decline_invitation(unit, visit.token, tokens=self.signing_in.door.tokens)
            await unit.commit()
        return self._done(visit, "invitation_declined")

    def _done(self, visit: Visit, words: str, **names: str) -> Response:
        title, text = visit.words[f"{words}_title"], visit.words[f"{words}_text"].format(**names)
        return self.pages.notice(visit.language, title=title, text=text, status=200, good=True)

    async def _page(self, visit: Visit, offer: Offer, wrong: Sequence[str] = (), *, status: int = 200) -> Response:
        language, reader = visit.language, visit.visitor.reader
        email = ""
        if reader is not None:
            async with self.units.begin(None, request_id=visit.request_id) as unit:
                email = await unit.oauth.email_of(reader.user_id)
        response = self.pages.show(
            "invitation.html",
            language,
            status=status,
            action=_address(visit),
            csrf=visit.visitor.csrf,
            token=visit.token,
            offer=offer,
            role=role_words(offer.invitation.role, language),
            signed_in=email,
            is_them=email == offer.invitation.email,
            problems=wrong,
            name=visit.fields.get("name", "")[:100],
            terms=self.texts.terms.texts[language],
            terms_version=self.texts.terms.version,
            notice=self.texts.notice.texts[language],
            notice_version=self.texts.notice.version,
            shortest=SHORTEST,
            longest=LONGEST,
        )
        return keep_visit(response, visit.visitor)


def _address(visit: Visit) -> str:
    return f"{FOLDER}/invitation?{urlencode({'token': visit.token})}"


def _place(visit: Visit, offer: Offer) -> Place:
    lead = visit.words["invitation_sign_in"].format(organisation=offer.organisation)
    return Place(
        visit.request, visit.request_id, visit.language, visit.visitor, _address(visit), lead, can_cancel=False
    )
