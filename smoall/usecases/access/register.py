"""Register: a person, their organisation, and proof of what they accepted, in one act (register sheet A1)."""

import hashlib
from dataclasses import dataclass, replace
from functools import partial

from smoall.domain.access.role import Role
from smoall.domain.access.session import SignInMethod
from smoall.domain.invoicing.document import DocumentKind
from smoall.domain.kernel.errors import Conflict, Finding, collect, refuse_fatal
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import clean_text, email_address
from smoall.domain.organisations.house import NOBODY
from smoall.domain.organisations.organisation import Journal, Organisation
from smoall.usecases.access.session import NO_DEVICE, Device, Opened, open_session
from smoall.usecases.actor import Actor
from smoall.usecases.organisations.details import OrganisationDetails, read_organisation
from smoall.usecases.ports import Terms, Tokens
from smoall.usecases.stores import Account
from smoall.usecases.unit import Unit

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200


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


@dataclass(frozen=True, slots=True)
class Checked:
    """A registration in which nothing is wrong: worth the time that hashing its password takes."""

    email: str
    name: str
    organisation: Organisation


def check_registration(given: Registration, *, terms: Terms) -> Checked:
    """Raise Invalid with every finding, a refusal of the terms among them."""
    findings: list[Finding] = []
    email = collect(findings, "email", email_address, given.email)
    name = collect(findings, "name", partial(clean_text, max_length=100), given.name)
    if not SHORTEST_PASSWORD <= len(given.password) <= LONGEST_PASSWORD:
        findings.append(
            Finding("PASSWORD_LENGTH", "password", values={"min": str(SHORTEST_PASSWORD), "max": str(LONGEST_PASSWORD)})
        )
    if not given.terms_accepted:
        findings.append(Finding("TERMS_NOT_ACCEPTED", "terms.accepted"))
    if given.terms_version != terms.version:
        findings.append(Finding("TERMS_VERSION", "terms.version", values={"current": terms.version}))
    organisation = read_organisation(given.organisation, NOBODY, given.language, findings, path="organisation.")
    refuse_fatal(findings)
    assert email is not None
    assert name is not None
    assert organisation is not None
    return Checked(email.lower(), name, organisation)


async def register(
    unit: Unit, given: Registration, checked: Checked, *, password_hash: str, tokens: Tokens, terms: Terms
) -> Opened:
    """Make the account, the organisation with its two journals, and a session. Raises Conflict EMAIL_TAKEN."""
    organisation = replace(checked.organisation, id=unit.new_id())
    account = Account(unit.new_id(), checked.email, checked.name, password_hash, given.language)
    if not await unit.people.add(account, source="SELF"):
        raise Conflict("EMAIL_TAKEN")
    actor = Actor(account.id, organisation.id, Role.OWNER, given.language)
    await unit.act_as(actor)
    await unit.organisations.found(organisation, _journals(unit))
    await unit.people.join(account.id, Role.OWNER)
    await _prove_consent(unit, account, given, terms)
    session = await open_session(unit, actor, tokens, method=SignInMethod.REGISTRATION, device=given.device)
    unit.record("register", public_id(Kind.ORGANISATION, organisation.id))
    return session


def _journals(unit: Unit) -> list[Journal]:
    return [
        Journal(unit.new_id(), "SALES", DocumentKind.INVOICE, 0, "{year}-{number:4}"),
        Journal(unit.new_id(), "CREDIT", DocumentKind.CREDIT_NOTE, 1, "CN{year}-{number:4}"),
    ]


async def _prove_consent(unit: Unit, account: Account, given: Registration, terms: Terms) -> None:
    digest = hashlib.sha256(terms.texts[given.language].encode()).hexdigest()
    consent = partial(
        unit.people.consent,
        account.id,
        version=terms.version,
        text_sha256=digest,
        remote_address=given.device.remote_address,
    )
    await consent(subject="TERMS", given=True)
    await consent(subject="MARKETING", given=given.marketing_consent)
