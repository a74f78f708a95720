"""Request a letter with a link: to reset a password, to verify an address.

Nobody learns from it who has an account (OWASP ASVS 2.5.6): the request does the same work and answers the same for
every address; whether there is anybody to write to is found out by a job.
"""

from uuid import UUID

from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.access.throttle import LETTERS_PER_ADDRESS, LETTERS_PER_PERSON, Limit, network_of
from smoall.domain.kernel.errors import Finding, Invalid, Unparsable
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import email_address
from smoall.domain.organisations.house import HOUSE
from smoall.usecases.access.account_stores import LetterRequest, Person
from smoall.usecases.access.letters import write_to
from smoall.usecases.access.limiting import count_apart
from smoall.usecases.actor import Actor, system
from smoall.usecases.unit import Unit, Units

_LETTERS = {
    LinkPurpose.RESET_PASSWORD: MessageKind.RESET_PASSWORD,
    LinkPurpose.VERIFY_EMAIL: MessageKind.VERIFY_EMAIL,
}


async def count_letter(
    units: Units, purpose: LinkPurpose, email: str, *, remote_address: str | None, request_id: str
) -> str:
    """The address as it is stored, once it is counted. Raises Invalid EMAIL_INVALID, Conflict TOO_MANY_ATTEMPTS."""
    try:
        address = email_address(email).lower()
    except Unparsable as broken:
        raise Invalid((Finding(broken.code, "email"),)) from None
    per_person = Limit(f"{LETTERS_PER_PERSON.kind}:{purpose}", LETTERS_PER_PERSON.most)
    network = [(LETTERS_PER_ADDRESS, network_of(remote_address))] if remote_address else []
    await count_apart(units, (per_person, address), *network, request_id=request_id)
    return address


async def request_letter(unit: Unit, purpose: LinkPurpose, *, email: str, language: Language) -> None:
    """Keep the request for its job. The same for every address."""
    await unit.act_as(system(HOUSE))
    request = LetterRequest(unit.new_id(), purpose, email, language)
    await unit.accounts.ask_letter(request)
    await unit.enqueue("answer_letter_request", run_key=f"letter:{request.id.hex}", request_id=request.id)
    action = "requestPasswordReset" if purpose is LinkPurpose.RESET_PASSWORD else "requestEmailVerification"
    unit.record(action, public_id(Kind.ORGANISATION, HOUSE))


async def answer_letter_request(units: Units, actor: Actor, identity: UUID) -> None:
    """Write the letter when there is an account at the address that it is of use to. Safe to run twice."""
    async with units.begin(actor, request_id=f"letter:{identity.hex}") as unit:
        request = await unit.accounts.take_letter_request(identity)
        person = await unit.accounts.by_email(request.email) if request else None
        if request and person and _is_of_use(request.purpose, person):
            await write_to(unit, person, _LETTERS[request.purpose], link=request.purpose)
        await unit.commit()


def _is_of_use(purpose: LinkPurpose, person: Person) -> bool:
    return purpose is not LinkPurpose.VERIFY_EMAIL or person.email_verified_at is None
