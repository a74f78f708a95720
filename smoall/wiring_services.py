"""The services that the schema asks, put together from adapters and settings."""

import secrets

from smoall.domain.privacy.officer import Officer
from smoall.infra.clock import Clock
from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.fingerprints import KeyedFingerprints, OrganisationFingerprints
from smoall.infra.crypto.master_key import master_key
from smoall.infra.crypto.oauth_secrets import OAuthSecrets
from smoall.infra.crypto.passwords import Argon2Passwords
from smoall.infra.crypto.sealing import AesGcmVault
from smoall.infra.crypto.signing import Signer
from smoall.infra.crypto.tokens import RandomTokens
from smoall.infra.files.store import LocalFiles
from smoall.infra.peppol.rules import OfficialRules
from smoall.infra.postgres.database import Database
from smoall.infra.postgres.reads.run import PostgresReads
from smoall.infra.postgres.unit import PostgresUnits
from smoall.infra.postgres.watching import Watcher
from smoall.infra.privacy_notice import CurrentPrivacyNotice
from smoall.infra.qr.images import SvgQrCodes
from smoall.infra.telemetry.metrics import PROBLEMS
from smoall.infra.terms import CurrentTerms
from smoall.infra.webauthn.ceremonies import WebAuthnCeremonies
from smoall.schema.context import Services
from smoall.settings import Settings
from smoall.wiring_billing import limits_of, till_of, trials_of
from smoall.wiring_mail import mailbox
from smoall.wiring_register import category_names, register_source


def services_of(settings: Settings, database: Database, *, clock: Clock, signer: Signer, watcher: Watcher) -> Services:
    """What the schema needs from the rest of the house."""
    key = master_key(settings.home, given=settings.secret_key)
    return Services(
        units=PostgresUnits(
            database, clock=clock, limits=limits_of(settings), fingerprints=opposed_addresses(settings)
        ),
        reads=PostgresReads(database),
        signing=signer.signing,
        passwords=Argon2Passwords(),
        tokens=RandomTokens(),
        fingerprint=KeyedFingerprints(key),
        secrets=OAuthSecrets(),
        entropy=secrets.token_bytes,
        vault=AesGcmVault(key, former=settings.former_secret_keys),
        ceremonies=_ceremonies(settings),
        qr_codes=SvgQrCodes(),
        rules=OfficialRules(),
        terms=CurrentTerms(),
        notice=CurrentPrivacyNotice(officer=_officer(settings).contact),
        officer=_officer(settings),
        register=register_source(settings),
        grace_days=settings.retention_grace_days,
        breach_hours=settings.breach_hours,
        category_names=category_names,
        sub_processor_notice_days=settings.sub_processor_notice_days,
        registrations=settings.registrations,
        papers=CertificateSigner(key),
        private_download=signer.address,
        files=LocalFiles(settings.home / "files"),
        mailbox=None if settings.letters_leave else mailbox(settings),
        watch=watcher.watch,
        note_problem=PROBLEMS.note,
        till=till_of(settings, database, clock),
        trials=trials_of(settings),
    )


def _officer(settings: Settings) -> Officer:
    return Officer(name=settings.dpo_name, email=settings.dpo_email, phone=settings.dpo_phone)


def opposed_addresses(settings: Settings) -> OrganisationFingerprints:
    """How the lists of objections know an address."""
    key = master_key(settings.home, given=settings.secret_key)
    return OrganisationFingerprints(key, former=settings.former_secret_keys)


def _ceremonies(settings: Settings) -> WebAuthnCeremonies:
    """Passkeys for our own pages and for the front ends on the same domain."""
    fronts = (*([settings.account_url] if settings.account_url else []), *settings.allowed_origins)
    return WebAuthnCeremonies(settings.base_url, front_ends=fronts, domain=settings.passkey_domain)
