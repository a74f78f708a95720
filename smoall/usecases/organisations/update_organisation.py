"""Change the organisation's details; issued documents keep what they froze."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from smoall.domain.access.role import Permission
from smoall.domain.kernel.errors import Finding, collect, refuse_fatal
from smoall.domain.kernel.identifiers import Bic, EnterpriseNumber, Iban
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.kernel.text import clean_text, email_address, optional_text
from smoall.domain.organisations.logo import Logo
from smoall.usecases.billing.change_payer import note_payer
from smoall.usecases.changes import ABSENT, Absent, Maybe, given
from smoall.usecases.gate import require
from smoall.usecases.organisations.details import AddressDetails, read_address
from smoall.usecases.unit import Unit
from smoall.usecases.versions import expect_version


@dataclass(frozen=True, slots=True)
class OrganisationChange:
    """What to change; absent fields stay."""

    name: Maybe[str] = ABSENT
    vat_registered: Maybe[bool] = ABSENT
    small_enterprise: Maybe[bool] = ABSENT
    legal_form: Maybe[str | None] = ABSENT
    register: Maybe[str | None] = ABSENT
    address: Maybe[AddressDetails] = ABSENT
    iban: Maybe[str | None] = ABSENT
    bic: Maybe[str | None] = ABSENT
    email: Maybe[str | None] = ABSENT
    phone: Maybe[str | None] = ABSENT
    logo: Maybe[str | None] = ABSENT
    language: Maybe[Language] = ABSENT


async def update_organisation(unit: Unit, change: OrganisationChange, *, expected_version: int | None) -> None:
    """Save the change. Raises Forbidden, Conflict STALE, Invalid with every finding."""
    require(unit, Permission.MANAGE_ORGANISATION)
    current = await unit.organisations.get(lock=True)
    expect_version(expected_version, current.version)
    findings: list[Finding] = []
    text = partial(optional_text, max_length=100)

    def read(path: str, parse: Callable[[str], object], value: Maybe[str | None], before: str | None) -> str | None:
        if isinstance(value, Absent) or value == before:
            return before
        found = collect(findings, path, parse, value) if value else None
        return str(found) if found else None

    name = given(change.name, current.name)
    number = EnterpriseNumber.parse(current.enterprise_number).vat_number
    registered = given(change.vat_registered, current.vat_number is not None)
    updated = replace(
        current,
        name=collect(findings, "name", partial(clean_text, max_length=200), name) or "",
        vat_number=number if registered else None,
        small_enterprise=given(change.small_enterprise, current.small_enterprise),
        legal_form=read("legalForm", text, change.legal_form, current.legal_form),
        register=read("register", text, change.register, current.register),
        address=current.address
        if isinstance(change.address, Absent)
        else read_address(change.address, findings, path="address."),
        iban=read("iban", Iban.parse, change.iban, current.iban),
        bic=read("bic", Bic.parse, change.bic, current.bic),
        email=read("email", email_address, change.email, current.email),
        phone=read("phone", text, change.phone, current.phone),
        logo=read("logo", Logo.parse, change.logo, current.logo),
        language=given(change.language, current.language),
    )
    refuse_fatal(findings)
    await unit.organisations.replace(updated)
    await note_payer(unit)
    unit.record("updateOrganisation", public_id(Kind.ORGANISATION, current.id))
