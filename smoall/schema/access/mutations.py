"""Registering, signing in and out."""

import strawberry

from smoall.domain.kernel.errors import DomainError
from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.schema.access.keeping import forget_session, shown_session
from smoall.schema.access.types import Session, User
from smoall.schema.building import result, says
from smoall.schema.context import AnsweringUnit, Info
from smoall.schema.kernel import AddressInput
from smoall.schema.organisations.types import Organisation
from smoall.schema.performing import Answer, perform, perform_unknown, refused
from smoall.usecases.access.acceptance import Texts
from smoall.usecases.access.limiting import count_apart, registrations
from smoall.usecases.access.register import Registration, check_registration, register
from smoall.usecases.access.session import Device, Opened
from smoall.usecases.access.sign_in import open_after_sign_in, sign_in
from smoall.usecases.organisations.details import AddressDetails, OrganisationDetails


@strawberry.input(description="The organisation that a person registers.")
class RegisterOrganisationInput:
    """An organisation as typed."""

    name: str = says("Its registered name.")
    enterprise_number: str = says("Its enterprise number, dots or not: 0403.170.701. Its check digits are verified.")
    vat_registered: bool = says("Whether it is registered for VAT; its VAT number follows from its enterprise number.")
    address: AddressInput = says("Its registered office.")
    small_enterprise: bool = says("Whether it is under the exemption scheme for small enterprises.", default=False)
    legal_form: str | None = says("Its legal form: SRL, BV…", default=None)
    register: str | None = says("The court of its register of legal persons: RPM Bruxelles.", default=None)
    iban: str | None = says("The account on which it is paid.", default=None)
    bic: str | None = says("The BIC of that account's bank.", default=None)
    email: str | None = says("Its address for customers.", default=None)
    phone: str | None = says("Its telephone number.", default=None)
    logo: str | None = says("Its logo as a data: URL of a PNG or JPEG, 200 kB at most.", default=None)
    fiscal_year_start: int = says("The month in which its fiscal year starts: 1 to 12.", default=1)


@strawberry.input(description="Acceptance of the terms of service.")
class TermsInput:
    """What was accepted."""

    version: str = says("The version that was shown: `termsOfService { version }`.")
    accepted: bool = says("Whether it was accepted. Without it nothing is registered.")


@strawberry.input(description="A person and their organisation.")
class RegisterInput:
    """What registering takes."""

    email: str = says("The address to sign in with.")
    password: str = says("At least 10 characters.")
    name: str = says("The person's name.")
    locale: Language = says("The language they are addressed in.", default=Language.FR)
    organisation: RegisterOrganisationInput = says("Their organisation.")
    terms: TermsInput = says("Their acceptance of the terms of service.")
    privacy_notice_version: str | None = says(
        "The version of the privacy notice that was shown; absent: nothing is recorded of it.", default=None
    )
    marketing_consent: bool = says(
        "Whether news may be sent; separate from the terms, off unless given.", default=False
    )


@strawberry.input(description="How to sign in.")
class SignInInput:
    """An address, a password, and a code where a second factor is on."""

    email: str = says("The address.")
    password: str = says("The password.")
    use_cookie: bool = says(
        "For browsers: keep the session in a cookie that no script can read; the answer's token is then empty. Later"
        " requests send `X-Smoall-CSRF: 1`, or come from a page of this host or of an allowed origin.",
        default=False,
    )
    code: str | None = says(
        "A code of the authenticator app, or a recovery code; asked for as SECOND_FACTOR_REQUIRED.", default=None
    )


@strawberry.type(description="Registered and signed in.")
class RegisterPayload:
    """What registering made."""

    user: User = says("The person's account.")
    organisation: Organisation = says("Their organisation.")
    session: Session = says("A session in it.")


@strawberry.type(description="Signed in.")
class SignInPayload:
    """What signing in opened."""

    user: User = says("The person.")
    organisation: Organisation = says("The organisation of the session.")
    session: Session = says("The session.")


@strawberry.type(description="Signed out.")
class SignOutPayload:
    """The session is over."""

    signed_out: bool = says("True: the token no longer opens anything.")


RegisterResult = result(RegisterPayload, "What came of registering.")
SignInResult = result(SignInPayload, "What came of signing in.")
SignOutResult = result(SignOutPayload, "What came of signing out.")


async def register_(info: Info, input: RegisterInput) -> Answer:
    """Make an account and an organisation."""
    services, texts, registration = info.context.services, texts_of(info), _registration(info, input)
    try:
        checked = check_registration(registration, texts=texts)
        counted = registrations(info.context.remote_address, most=services.registrations)
        await count_apart(services.units, *counted, request_id=info.context.request_id)
    except DomainError as error:
        return refused(info, error)
    password_hash = await services.passwords.hash(input.password)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        opened = await register(
            unit,
            registration,
            checked,
            password_hash=password_hash,
            tokens=services.tokens,
            texts=texts,
            trials=services.trials,
        )
        return signed_in(info, opened)

    return await perform_unknown(info, act)


def _registration(info: Info, given: RegisterInput) -> Registration:
    return Registration(
        email=given.email,
        password=given.password,
        name=given.name,
        language=given.locale,
        organisation=_organisation(given.organisation),
        terms_version=given.terms.version,
        terms_accepted=given.terms.accepted,
        marketing_consent=given.marketing_consent,
        device=device_of(info),
        privacy_version=given.privacy_notice_version,
    )


def _organisation(given: RegisterOrganisationInput) -> OrganisationDetails:
    return OrganisationDetails(
        name=given.name,
        enterprise_number=given.enterprise_number,
        vat_registered=given.vat_registered,
        address=address_details(given.address),
        small_enterprise=given.small_enterprise,
        legal_form=given.legal_form,
        register=given.register,
        iban=given.iban,
        bic=given.bic,
        email=given.email,
        phone=given.phone,
        logo=given.logo,
        fiscal_year_start=given.fiscal_year_start,
    )


async def sign_in_(info: Info, input: SignInInput) -> Answer:
    """Open a session."""
    request, services = info.context, info.context.services
    try:
        recognised = await sign_in(
            services.units,
            email=input.email,
            password=input.password,
            code=input.code,
            remote_address=request.remote_address,
            request_id=request.request_id,
            passwords=services.passwords,
        )
    except DomainError as error:
        return refused(info, error)

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        opened = await open_after_sign_in(
            unit, recognised, code=input.code, device=device_of(info), tokens=services.tokens, vault=services.vault
        )
        return signed_in(info, opened, use_cookie=input.use_cookie)

    return await perform_unknown(info, act)


async def sign_out(info: Info) -> Answer:
    """End the session at hand."""

    async def act(unit: AnsweringUnit) -> dict[str, object]:
        reader = info.context.reader
        assert reader is not None
        await unit.people.end_session(reader.token_hash)
        unit.record("signOut", public_id(Kind.USER, reader.user_id))
        forget_session(info)
        return {"signedOut": True}

    return await perform(info, act)


def address_details(given: AddressInput) -> AddressDetails:
    """An address input as the use cases take it."""
    return AddressDetails(given.street, given.postal_code, given.city, given.country)


def device_of(info: Info) -> Device:
    """From where the request came."""
    return Device(info.context.remote_address, info.context.user_agent)


def texts_of(info: Info) -> Texts:
    """What people accept or take note of, as in force."""
    return Texts(info.context.services.terms, info.context.services.notice)


def signed_in(info: Info, opened: Opened, *, use_cookie: bool = False) -> dict[str, object]:
    """What opening a session answers."""
    return {
        "user": opened.actor.user_id,
        "organisation": opened.actor.organisation_id,
        "session": shown_session(info, opened, use_cookie=use_cookie),
    }
