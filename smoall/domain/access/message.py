"""What Smoall writes to people about their accounts and subscriptions, and the links in it that work once."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType


class MessageKind(StrEnum):
    """What a letter is about; each has a template and words in four languages."""

    VERIFY_EMAIL = "VERIFY_EMAIL"
    RESET_PASSWORD = "RESET_PASSWORD"  # noqa: S105 - a word, no secret
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105
    CONFIRM_EMAIL_OLD = "CONFIRM_EMAIL_OLD"
    CONFIRM_EMAIL_NEW = "CONFIRM_EMAIL_NEW"
    EMAIL_CHANGED = "EMAIL_CHANGED"
    INVITATION = "INVITATION"
    ROLE_CHANGED = "ROLE_CHANGED"
    MEMBERSHIP_ENDED = "MEMBERSHIP_ENDED"
    SECOND_FACTOR_CHANGED = "SECOND_FACTOR_CHANGED"
    NEW_API_KEY = "NEW_API_KEY"
    ACCOUNT_ERASED = "ACCOUNT_ERASED"
    ORGANISATION_CLOSED = "ORGANISATION_CLOSED"
    DATA_BREACH = "DATA_BREACH"
    TRIAL_ENDING = "TRIAL_ENDING"
    PAYMENT_FAILED = "PAYMENT_FAILED"
    PAYMENT_REMINDER = "PAYMENT_REMINDER"
    SUBSCRIPTION_SUSPENDED = "SUBSCRIPTION_SUSPENDED"
    SUBSCRIPTION_CHANGED = "SUBSCRIPTION_CHANGED"
    SUBSCRIPTION_CANCELLED = "SUBSCRIPTION_CANCELLED"
    SUBSCRIPTION_INVOICE = "SUBSCRIPTION_INVOICE"
    SUB_PROCESSOR_CHANGE = "SUB_PROCESSOR_CHANGE"
    SUB_PROCESSOR_CHANGE_WITHDRAWN = "SUB_PROCESSOR_CHANGE_WITHDRAWN"


class LinkPurpose(StrEnum):
    """What a link in a letter does when it is followed, once."""

    VERIFY_EMAIL = "VERIFY_EMAIL"
    RESET_PASSWORD = "RESET_PASSWORD"  # noqa: S105
    CONFIRM_EMAIL_OLD = "CONFIRM_EMAIL_OLD"
    CONFIRM_EMAIL_NEW = "CONFIRM_EMAIL_NEW"
    INVITATION = "INVITATION"
    UNSUBSCRIBE = "UNSUBSCRIBE"


ASKED_FOR = frozenset(
    {
        LinkPurpose.VERIFY_EMAIL,
        LinkPurpose.RESET_PASSWORD,
        LinkPurpose.CONFIRM_EMAIL_OLD,
        LinkPurpose.CONFIRM_EMAIL_NEW,
    }
)
"""Links that the person asks for who is written to; an invitation is somebody else's idea."""

LASTS: Mapping[LinkPurpose, timedelta] = MappingProxyType(
    {
        LinkPurpose.VERIFY_EMAIL: timedelta(hours=24),
        LinkPurpose.RESET_PASSWORD: timedelta(hours=1),
        LinkPurpose.CONFIRM_EMAIL_OLD: timedelta(hours=24),
        LinkPurpose.CONFIRM_EMAIL_NEW: timedelta(hours=24),
        LinkPurpose.INVITATION: timedelta(days=14),
        LinkPurpose.UNSUBSCRIBE: timedelta(days=365),
    }
)
"""How long a link works, from the moment its letter is composed."""

PAGES: Mapping[LinkPurpose, str] = MappingProxyType(
    {
        LinkPurpose.VERIFY_EMAIL: "verify",
        LinkPurpose.RESET_PASSWORD: "reset",
        LinkPurpose.CONFIRM_EMAIL_OLD: "email",
        LinkPurpose.CONFIRM_EMAIL_NEW: "email",
        LinkPurpose.INVITATION: "invitation",
        LinkPurpose.UNSUBSCRIBE: "unsubscribe",
    }
)
"""The page under ``/account/`` to which a link leads; it shows a button, so that a scanner of mail uses nothing up."""
