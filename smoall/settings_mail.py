"""The settings of letters: who takes them, who writes them, and the newsletter's audience."""

from dataclasses import dataclass

from smoall.settings_kinds import (
    API_ROOT,
    ENTERPRISE_NUMBER,
    HOST_NAME,
    MAILBOX,
    SENDER,
    SMTP_URL,
    SWITCH,
    TEXT,
    WEB_URL,
    number,
    optional,
    variable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """What of :class:`~smoall.settings.Settings` is about mail."""

    smtp_url: str | None = variable(
        "SMOALL_SMTP_URL",
        optional(SMTP_URL),
        "",
        "The mail server; unset: letters go to the mailbox in the home, to be read and not sent.",
        secret=True,
    )
    smtp_resend: bool = variable(
        "SMOALL_SMTP_RESEND",
        SWITCH,
        "0",
        "Send a letter again when the connection broke before the server's receipt: twice rather than perhaps never.",
    )
    mailgun_domain: str | None = variable(
        "SMOALL_MAILGUN_DOMAIN",
        optional(HOST_NAME),
        "",
        "The sending domain at Mailgun, which then takes the letters; unset: SMOALL_SMTP_URL or the mailbox does.",
    )
    mailgun_key: str | None = variable(
        "SMOALL_MAILGUN_KEY", optional(TEXT), "", "The key of its API; sending and events are asked of it.", secret=True
    )
    mailgun_signing_key: str | None = variable(
        "SMOALL_MAILGUN_SIGNING_KEY", optional(TEXT), "", "The key that signs its webhooks.", secret=True
    )
    mailgun_url: str = variable(
        "SMOALL_MAILGUN_URL",
        WEB_URL,
        "https://api.eu.mailgun.net",
        "Its API; by default the European one.",
    )
    mailgun_settle_seconds: int = variable(
        "SMOALL_MAILGUN_SETTLE_SECONDS",
        number(0, 86400),
        "300",
        "How long its events may lag: before that, a letter it does not know is not yet held to be unsent.",
    )
    mailchimp_key: str | None = variable(
        "SMOALL_MAILCHIMP_KEY",
        optional(TEXT),
        "",
        "The key of the newsletter's Mailchimp account; unset: nothing of the audience leaves this installation.",
        secret=True,
    )
    mailchimp_list: str | None = variable(
        "SMOALL_MAILCHIMP_LIST", optional(TEXT), "", "The id of the newsletter's audience there."
    )
    mailchimp_secret: str | None = variable(
        "SMOALL_MAILCHIMP_SECRET",
        optional(TEXT),
        "",
        "The secret in the address of its webhook: /webhooks/mailchimp?secret=…",
        secret=True,
    )
    mailchimp_url: str | None = variable(
        "SMOALL_MAILCHIMP_URL", optional(API_ROOT), "", "Its API; unset: that of the key's data centre."
    )
    mail_from: str = variable("SMOALL_MAIL_FROM", SENDER, "Smoall <smoall@localhost>", "Who letters come from.")
    operator_name: str = variable(
        "SMOALL_OPERATOR_NAME",
        TEXT,
        "Smoall",
        "The company that runs this Smoall, as its letters say.",
    )
    operator_address: str = variable(
        "SMOALL_OPERATOR_ADDRESS", TEXT, "", "Its address, on one line; shown in its letters."
    )
    operator_number: str | None = variable(
        "SMOALL_OPERATOR_NUMBER", optional(ENTERPRISE_NUMBER), "", "Its enterprise number; shown in its letters."
    )
    operator_email: str = variable(
        "SMOALL_OPERATOR_EMAIL", MAILBOX, "support@smoall.com", "Where answers to its letters and questions go."
    )

    @property
    def letters_leave(self) -> bool:
        """Whether letters are sent; else they stay in the mailbox."""
        return bool(self.smtp_url or self.mailgun_domain)
