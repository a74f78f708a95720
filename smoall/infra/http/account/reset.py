"""The page on which a person gives another password, by the link that was sent to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from smoall.domain.access.password import LONGEST, SHORTEST
from smoall.domain.kernel.errors import Invalid
from smoall.infra.http.account.visit import FOLDER, Visit, problems
from smoall.infra.http.pages.look import Pages
from smoall.infra.http.pages.signing_in import Say
from smoall.usecases.access.passwords import hash_new
from smoall.usecases.access.reset_password import find_link_owner, reset_password
from smoall.usecases.ports import Passwords, Tokens
from smoall.usecases.unit import Units


@dataclass(frozen=True, slots=True)
class ResetPage:
    """``/account/reset``."""

    units: Units
    pages: Pages
    tokens: Tokens
    passwords: Passwords
    say: Say
    name: str = "reset"

    async def show(self, visit: Visit) -> Response:
        """The form. Raises NotFound LINK_INVALID."""
        person = await find_link_owner(self.units, visit.token, tokens=self.tokens, request_id=visit.request_id)
        return self._page(visit, person.email)

    async def take(self, visit: Visit) -> Response:
        """The other password, or the form again with all that is wrong with it. Raises NotFound LINK_INVALID."""
        person = await find_link_owner(self.units, visit.token, tokens=self.tokens, request_id=visit.request_id)
        password = visit.fields.get("password", "")
        try:
            hashed = await hash_new(password, about=(person.email, person.name), passwords=self.passwords)
        except Invalid as wrong:
            return self._page(visit, person.email, problems(wrong, self.say, visit.language), status=400)
        end_keys = visit.fields.get("end_keys") == "yes"
        async with self.units.begin(None, request_id=visit.request_id) as unit:
            await reset_password(unit, visit.token, password_hash=hashed, tokens=self.tokens, end_keys=end_keys)
            await unit.commit()
        title, text = visit.words["reset_done_title"], visit.words["reset_done_text"]
        return self.pages.notice(visit.language, title=title, text=text, status=200, good=True)

    def _page(self, visit: Visit, email: str, wrong: Sequence[str] = (), *, status: int = 200) -> Response:
        return self.pages.show(
            "reset.html",
            visit.language,
            status=status,
            action=f"{FOLDER}/{self.name}",
            token=visit.token,
            email=email,
            problems=wrong,
            shortest=SHORTEST,
            longest=LONGEST,
        )
