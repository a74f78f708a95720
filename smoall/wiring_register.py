"""What the register of processing is made of here: editions, inventory, terms, measures that are on."""

from collections.abc import Iterator

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.officer import Officer
from smoall.domain.privacy.register.edition import Text
from smoall.domain.privacy.register.register import Facts, Named
from smoall.infra.crypto.passwords import MEMORY_KIB, PASSES
from smoall.infra.postgres.inventory import inventory
from smoall.infra.postgres.tables import metadata
from smoall.infra.register import measure, shipped_editions
from smoall.infra.register.words import Words
from smoall.settings import Settings
from smoall.usecases.privacy.register.processing_register import RegisterSource

# True of every installation: no setting turns them off.
_ALWAYS = ("SEALED_SECRETS", "SECOND_FACTOR", "GUESSING", "RIGHTS", "TRAIL", "CARDS", "LOGS", "CERTIFICATES")


def category_names(category: str, language: Language) -> str:
    """How the register calls a category of personal data."""
    return Words(language).category(category)


def register_source(settings: Settings) -> RegisterSource:
    """All of it but the organisation that asks."""
    facts = Facts(
        smoall=Named(
            name=settings.operator_name,
            address=settings.operator_address,
            number=settings.operator_number or "",
            email=settings.operator_email,
        ),
        officer=Officer(name=settings.dpo_name, email=settings.dpo_email, phone=settings.dpo_phone),
        held=inventory(),
        policy=account_policy(grace_days=settings.retention_grace_days),
        measures=tuple(measures_on(settings)),
    )
    return RegisterSource(editions=shipped_editions(), facts=facts)


def measures_on(settings: Settings) -> Iterator[Text]:
    """The security measures that are truly on (GDPR art. 32): by the code, or by how it is set up here."""
    yield measure("PASSWORDS", memory=MEMORY_KIB // 1024, passes=PASSES)
    yield measure("SEPARATION", tables=sum(1 for table in metadata.tables.values() if table.info["tenant"]))
    for code in _ALWAYS:
        yield measure(code)
    if settings.base_url.startswith("https://"):
        yield measure("TLS")
    if settings.trusted_documents is not None:
        yield measure("TRUSTED_DOCUMENTS")
    if not settings.graphiql:
        yield measure("NO_EXPLORER")
