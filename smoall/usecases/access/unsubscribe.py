"""No more news, by the link in a newsletter: it needs no account page and no password (GDPR art. 7(3), RFC 8058)."""

from smoall.domain.access.consent import ConsentSource, ConsentSubject
from smoall.domain.access.message import LinkPurpose
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.consents import record_marketing
from smoall.usecases.access.letters import look_at
from smoall.usecases.access.speaking import person_of, speak_for
from smoall.usecases.ports import Terms, Tokens
from smoall.usecases.unit import Unit


async def unsubscribe(unit: Unit, token: str, *, text: Terms, tokens: Tokens, remote_address: str | None) -> None:
    """Withdraw the consent to news. The link is not used up: following it again says no once more.

    Raises NotFound LINK_INVALID.
    """
    found = await look_at(unit, token, LinkPurpose.UNSUBSCRIBE, tokens=tokens)
    person = await person_of(unit, found.user_id)
    changed = await record_marketing(
        unit,
        person.id,
        given=False,
        text=text,
        language=person.language,
        source=ConsentSource.UNSUBSCRIBE_LINK,
        remote_address=remote_address,
    )
    if changed:
        await speak_for(unit, person)
        unit.record("withdrawConsent", public_id(Kind.USER, person.id), subject=ConsentSubject.MARKETING)
