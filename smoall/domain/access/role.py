"""Roles and what each may do, as data."""

from enum import StrEnum


class Permission(StrEnum):
    """One right; a mutation names the one it needs, READ covers every query."""

    READ = "READ"
    MANAGE_COMPANIES = "MANAGE_COMPANIES"
    DRAFT_INVOICES = "DRAFT_INVOICES"
    ISSUE_INVOICES = "ISSUE_INVOICES"
    SEND_INVOICES = "SEND_INVOICES"
    REGISTER_PAYMENTS = "REGISTER_PAYMENTS"
    MANAGE_ORGANISATION = "MANAGE_ORGANISATION"
    MANAGE_JOBS = "MANAGE_JOBS"


class Role(StrEnum):
    """A person's place in one organisation."""

    OWNER = "OWNER"
    ADMIN = "ADMIN"
    MEMBER = "MEMBER"
    ACCOUNTANT = "ACCOUNTANT"
    READER = "READER"


_DAILY_WORK = frozenset(
    {
        Permission.READ,
        Permission.MANAGE_COMPANIES,
        Permission.DRAFT_INVOICES,
        Permission.ISSUE_INVOICES,
        Permission.SEND_INVOICES,
        Permission.REGISTER_PAYMENTS,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMIN: frozenset(Permission),
    Role.MEMBER: _DAILY_WORK,
    Role.ACCOUNTANT: frozenset({Permission.READ, Permission.REGISTER_PAYMENTS}),
    Role.READER: frozenset({Permission.READ}),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether ``role`` includes ``permission``."""
    return permission in PERMISSIONS[role]
