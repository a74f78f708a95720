"""Register: a person, their organisation, and proof of what they accepted, in one act (register sheet A1)."""

from dataclasses import dataclass, replace

from smoall.domain.access.consent import ConsentSource
from smoall.domain.access.message import LinkPurpose, MessageKind
from smoall.domain.access.password import check_password
from smoall.domain.access.role import Role
from smoall.domain.access.session import SignInMethod
from smoall.domain.access.throttle import TAKEN_PER_ADDRESS, network_of
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import Conflict, Finding, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import email_address
from smoall.domain.organisations.house import NOBODY
from smoall.domain.organisations.organisation import Journal, Organisation
from smoall.usecases.access.acceptance import Texts, check_texts, prove_texts
from smoall.usecases.access.letters import write_to
from smoall.usecases.access.limiting import forgive_attempt
from smoall.usecases.access.names import person_name
from smoall.usecases.access.session import NO_DEVICE, Device, Opened, open_session
from smoall.usecases.access.stores import Account
from smoall.usecases.actor import Actor
from smoall.usecases.billing.open_trial import Trials, open_trial
from smoall.usecases.organisations.details import OrganisationDetails, read_organisation
from smoall.usecases.ports import Tokens
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Registration:
    """What a person gives to register."""

    email: str
    password: str
    name: str
    language: Language
    organisation: OrganisationDetails
    terms_version: str
    terms_accepted: bool
    marketing_consent: bool
    device: Device = NO_DEVICE
    privacy_version: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A registration in which nothing is wrong: worth the time that hashing its password takes."""

    email: str
    name: str
    organisation: Organisation


def check_registration(given: Registration, *, texts: Texts) -> Checked:
    """Raise Invalid with every finding, a refusal of the terms among them."""
    findings: list[Finding] = []
    email = collect(findings, "email", email_address, given.email)
    name = collect(findings, "name", person_name, given.name)
    findings += check_password(given.password, about=(given.email, given.name, given.organisation.name))
    findings += check_texts(
        texts,
        terms_version=given.terms_version,
        terms_accepted=given.terms_accepted,
        privacy_version=given.privacy_version,
    )
    organisation = read_organisation(given.organisation, NOBODY, given.language, findings, path="organisation.")
    refuse_fatal(findings)
    assert email is not None
    assert name is not None
    assert organisation is not None
    return Checked(email.lower(), name, organisation)


async def register(
    unit: Unit,
    given: Registration,
    checked: Checked,
    *,
    password_hash: str,
    tokens: Tokens,
    texts: Texts,
    trials: Trials,
    verify: bool = True,
) -> Opened:
    """Make the account, the organisation with its two journals, and a session; write to the address to verify it.

    Whoever registers learns whether an address is taken: an account cannot be refused without saying so, so such
    answers are counted (``limiting.registrations``). The letter is Smoall's own, asked for before there is an
    organisation; without ``verify`` the address needs none. Raises Conflict EMAIL_TAKEN.
    """
    organisation = replace(checked.organisation, id=unit.new_id())
    account = Account(unit.new_id(), checked.email, checked.name, password_hash, given.language)
    if not await unit.people.add(account, source="SELF"):
        raise Conflict("EMAIL_TAKEN")
    if given.device.remote_address:
        await forgive_attempt(unit, (TAKEN_PER_ADDRESS, network_of(given.device.remote_address)))
    if verify:
        person = await unit.accounts.get(account.id)
        assert person is not None
        await write_to(unit, person, MessageKind.VERIFY_EMAIL, link=LinkPurpose.VERIFY_EMAIL)
    actor = Actor(account.id, organisation.id, Role.OWNER, given.language)
    await unit.act_as(actor)
    await unit.organisations.found(organisation, _journals(unit))
    await unit.people.join(account.id, Role.OWNER)
    await prove_texts(
        unit,
        account.id,
        texts,
        language=given.language,
        marketing=given.marketing_consent,
        notice_shown=given.privacy_version is not None,
        source=ConsentSource.REGISTRATION,
        remote_address=given.device.remote_address,
    )
    await open_trial(unit, organisation, trials)
    session = await open_session(unit, actor, tokens, method=SignInMethod.REGISTRATION, device=given.device)
    unit.record("register", public_id(Kind.ORGANISATION, organisation.id))
    return session


def _journals(unit: Unit) -> list[Journal]:
    return [
        Journal(unit.new_id(), "SALES", DocumentKind.INVOICE, 0, "{year}-{number:4}"),
        Journal(unit.new_id(), "CREDIT", DocumentKind.CREDIT_NOTE, 1, "CN{year}-{number:4}"),
    ]
