"""Roles and what each may do, as data."""

from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    """One right: a mutation needs at most one, and so does each type that can be read."""

    READ = "READ"
    READ_AUDIT = "READ_AUDIT"
    READ_SUBSCRIPTION = "READ_SUBSCRIPTION"
    MANAGE_COMPANIES = "MANAGE_COMPANIES"
    DRAFT_INVOICES = "DRAFT_INVOICES"
    ISSUE_INVOICES = "ISSUE_INVOICES"
    SEND_INVOICES = "SEND_INVOICES"
    REGISTER_PAYMENTS = "REGISTER_PAYMENTS"
    MANAGE_ORGANISATION = "MANAGE_ORGANISATION"
    MANAGE_JOBS = "MANAGE_JOBS"
    MANAGE_PRIVACY = "MANAGE_PRIVACY"
    MANAGE_MEMBERS = "MANAGE_MEMBERS"
    MANAGE_API_KEYS = "MANAGE_API_KEYS"
    MANAGE_SUBSCRIPTION = "MANAGE_SUBSCRIPTION"
    CLOSE_ORGANISATION = "CLOSE_ORGANISATION"
    MANAGE_OWN_ACCOUNT = "MANAGE_OWN_ACCOUNT"


class Role(StrEnum):
    """A person's place in one organisation."""

    OWNER = "OWNER"
    ADMIN = "ADMIN"
    MEMBER = "MEMBER"
    ACCOUNTANT = "ACCOUNTANT"
    READER = "READER"


_P = Permission
_EVERYBODY = frozenset({_P.READ, _P.MANAGE_OWN_ACCOUNT})
_DAILY_WORK = frozenset(
    {_P.MANAGE_COMPANIES, _P.DRAFT_INVOICES, _P.ISSUE_INVOICES, _P.SEND_INVOICES, _P.REGISTER_PAYMENTS}
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMIN: frozenset(Permission) - {_P.CLOSE_ORGANISATION},
    Role.MEMBER: _EVERYBODY | _DAILY_WORK,
    Role.ACCOUNTANT: _EVERYBODY | {_P.READ_AUDIT, _P.READ_SUBSCRIPTION, _P.REGISTER_PAYMENTS},
    Role.READER: _EVERYBODY,
}
"""What each role may do; ``viewer { permissions }`` shows a person's own."""

GRANTABLE = frozenset(Permission) - {_P.MANAGE_OWN_ACCOUNT, _P.CLOSE_ORGANISATION}
"""What a person can pass on to an API key or to somebody else's application: never their own account."""


def permissions_of(role: Role, scopes: frozenset[Permission] | None = None) -> frozenset[Permission]:
    """What a credential may do: all that the role may, or of it only what is among its ``scopes``."""
    return PERMISSIONS[role] if scopes is None else PERMISSIONS[role] & scopes


OPEN_WHEN_CLOSED = frozenset(
    {
        Permission.READ,
        Permission.READ_AUDIT,
        Permission.READ_SUBSCRIPTION,
        Permission.CLOSE_ORGANISATION,
        Permission.MANAGE_JOBS,
        Permission.MANAGE_PRIVACY,
        Permission.MANAGE_OWN_ACCOUNT,
    }
)
"""What still may be done in an organisation that was closed: read it, reopen it, see its jobs through, answer people
about their data, look after one's own account."""
