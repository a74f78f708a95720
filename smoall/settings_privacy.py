"""The settings of data protection: who answers for it, how long is waited, and where erasures are remembered."""

from dataclasses import dataclass
from pathlib import Path

from smoall.settings_kinds import FILE, MAILBOX, TEXT, number, optional, variable
from smoall.settings_mail import MailSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacySettings(MailSettings):
    """What of :class:`~smoall.settings.Settings` is about data protection, above what is about mail."""

    erasure_ledger: Path | None = variable(
        "SMOALL_ERASURE_LEDGER", optional(FILE), "", "The ledger of erasures; unset: erasures.ledger in the home."
    )
    dpo_name: str = variable(
        "SMOALL_DPO_NAME", TEXT, "Eric Darchis", "The data protection officer, published without signing in."
    )
    dpo_email: str = variable(
        "SMOALL_DPO_EMAIL", MAILBOX, "support@smoall.com", "The officer's mailbox; best one that nobody else reads."
    )
    dpo_phone: str = variable("SMOALL_DPO_PHONE", TEXT, "+32 2 808 05 28", "The officer's telephone.")
    retention_grace_days: int = variable(
        "SMOALL_RETENTION_GRACE_DAYS",
        number(1, 3650),
        "90",
        "Days that an organisation's and a person's data stay after the subscription or the account has ended.",
    )
    breach_hours: int = variable(
        "SMOALL_BREACH_HOURS",
        number(1, 720),
        "72",
        "Hours within which the authority is told of a breach of personal data (GDPR art. 33(1)).",
    )
    sub_processor_notice_days: int = variable(
        "SMOALL_SUB_PROCESSOR_NOTICE_DAYS",
        number(1, 365),
        "30",
        "Days before a change of sub-processors takes effect by which it is announced, and can be objected to.",
    )
