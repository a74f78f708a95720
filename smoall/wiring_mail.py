"""The part of the composition root that is about mail: settings become the way letters leave."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from smoall.infra.mail.mailbox import LocalMailbox
from smoall.infra.mail.mailchimp import MailchimpAudience, MailchimpConfig
from smoall.infra.mail.mailchimp_webhooks import MailchimpWebhooks
from smoall.infra.mail.mailgun import MailgunConfig, MailgunMail
from smoall.infra.mail.mailgun_webhooks import MailgunWebhooks
from smoall.infra.mail.smtp import SmtpMail
from smoall.infra.mail.smtp_config import SmtpConfig
from smoall.settings import Settings
from smoall.usecases.audience import hear_audience
from smoall.usecases.hear_mail import Ear, hear_mail
from smoall.usecases.mail import Mail, MailAddress
from smoall.usecases.operations.hints import WebhookSource
from smoall.usecases.operations.take_event import Follow
from smoall.usecases.operator import Operator
from smoall.usecases.ports import Fingerprints


def operator(settings: Settings) -> Operator:
    """Who runs this Smoall."""
    return Operator(
        name=settings.operator_name,
        address=settings.operator_address,
        enterprise_number=settings.operator_number or "",
        email=settings.operator_email,
        dpo=settings.dpo_email,
    )


def mail(settings: Settings) -> Mail:
    """Who takes letters: Mailgun, else the mail server, else the mailbox."""
    if provider := mailgun(settings):
        return provider
    if settings.smtp_url:
        return SmtpMail(SmtpConfig.parse(settings.smtp_url), mail_from=_mail_from(settings), clock=now)
    return mailbox(settings)


def mailgun(settings: Settings) -> MailgunMail | None:
    """The sending domain that the settings name."""
    if not (settings.mailgun_domain and settings.mailgun_key):
        return None
    config = MailgunConfig(
        settings.mailgun_domain,
        settings.mailgun_key,
        base_url=settings.mailgun_url,
        settles=timedelta(seconds=settings.mailgun_settle_seconds),
    )
    return MailgunMail(config, mail_from=_mail_from(settings), clock=now)


def mailbox(settings: Settings) -> LocalMailbox:
    """The mailbox in the home."""
    folder: Path = settings.home / "mailbox"
    return LocalMailbox(folder, mail_from=_mail_from(settings), clock=now)


def audience(settings: Settings) -> MailchimpAudience | None:
    """The newsletter's audience that the settings name; None: nothing of it leaves."""
    if not (settings.mailchimp_key and settings.mailchimp_list):
        return None
    return MailchimpAudience(
        MailchimpConfig(settings.mailchimp_key, settings.mailchimp_list, base_url=settings.mailchimp_url)
    )


def mail_sources(settings: Settings) -> list[WebhookSource]:
    """Which providers of mail may send webhooks: those whose secret is known."""
    found: list[WebhookSource] = []
    if settings.mailgun_signing_key and mailgun(settings):
        found.append(MailgunWebhooks(settings.mailgun_signing_key))
    if settings.mailchimp_secret and settings.mailchimp_list and audience(settings):
        found.append(MailchimpWebhooks(settings.mailchimp_secret, list_id=settings.mailchimp_list))
    return found


def mail_followers(settings: Settings, *, fingerprint: Fingerprints) -> dict[str, Follow]:
    """Who follows the hints of which of them."""
    found: dict[str, Follow] = {}
    if letters := mailgun(settings):
        found[letters.name] = partial(hear_mail, ear=Ear(letters, fingerprint))
    if readers := audience(settings):
        found[readers.name] = partial(hear_audience, audience=readers)
    return found


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def _mail_from(settings: Settings) -> MailAddress:
    return MailAddress.of_sender(settings.mail_from)
