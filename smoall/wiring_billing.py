"""The part of the composition root that sells subscriptions: plans, the seller, who collects and who is listened to."""

from pathlib import Path

from smoall.domain.billing.plan import PlanList
from smoall.domain.kernel.address import Address
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.domain.organisations.organisation import Organisation
from smoall.infra.clock import Clock
from smoall.infra.crypto.fingerprints import KeyedFingerprints
from smoall.infra.crypto.master_key import master_key
from smoall.infra.payments.books import Books
from smoall.infra.payments.embedded import EmbeddedGateway
from smoall.infra.peppol.rules import OfficialRules
from smoall.infra.plans import plans_of
from smoall.infra.postgres.database import Database
from smoall.infra.stripe.config import StripeConfig
from smoall.infra.stripe.gateway import StripeGateway
from smoall.infra.stripe.listening import stripe_ear
from smoall.infra.stripe.webhooks import StripeWebhooks
from smoall.settings import Settings
from smoall.usecases.billing.gateway import PaymentGateway
from smoall.usecases.billing.hear_provider import Ear
from smoall.usecases.billing.open_trial import Trials
from smoall.usecases.billing.take_fact import Believing
from smoall.usecases.billing.till import Till

_CLOCKS: dict[Path, Clock] = {}


def demo_clock(settings: Settings) -> Clock:
    """The machine's clock; in a demonstration the one that its page moves, the same for all of the process."""
    if not settings.demo:
        return Clock()
    return _CLOCKS.setdefault(settings.home, Clock(settings.home / "clock"))


def limits_of(settings: Settings) -> PlanList | None:
    return plans_of(settings.plans) if settings.limits else None


def trials_of(settings: Settings) -> Trials:
    key = master_key(settings.home, given=settings.secret_key)
    return Trials(plans_of(settings.plans), KeyedFingerprints(key, purpose="trials"))


def till_of(settings: Settings, database: Database, clock: Clock) -> Till:
    """Smoall as a seller. Without a provider's key the embedded one collects."""
    return Till(
        plans=plans_of(settings.plans),
        gateway=gateway_of(settings, database, clock),
        seller=seller_of(settings),
        rules=OfficialRules(),
        home_url=settings.base_url,
    )


def gateway_of(settings: Settings, database: Database, clock: Clock) -> PaymentGateway:
    config = stripe_config(settings)
    return StripeGateway(config) if config else EmbeddedGateway(Books(database, clock), base_url=settings.base_url)


def payment_ear(settings: Settings, gateway: PaymentGateway) -> Ear:
    """Who is listened to, and who believes."""
    config = stripe_config(settings)
    if config and isinstance(gateway, StripeGateway):
        return stripe_ear(gateway, StripeWebhooks(config), Believing())
    return Ear(gateway, Believing())


def seller_of(settings: Settings) -> Organisation:
    return Organisation(
        id=HOUSE,
        name=settings.seller_name,
        enterprise_number=settings.seller_number,
        address=Address(settings.seller_street, settings.seller_postal_code, settings.seller_city),
        language=Language.FR,
        vat_number=f"BE{settings.seller_number}",
        legal_form=settings.seller_legal_form,
        iban=settings.seller_iban,
        email=settings.seller_email,
    )


def stripe_config(settings: Settings) -> StripeConfig | None:
    """The Stripe account that the settings name; None means the provider that is built in."""
    if settings.stripe_key is None:
        return None
    return StripeConfig(settings.stripe_key, settings.stripe_webhook_secrets, settings.stripe_url)


async def hang_up(gateway: PaymentGateway) -> None:
    """Close the connections to a provider outside the house."""
    if isinstance(gateway, StripeGateway):
        await gateway.close()
