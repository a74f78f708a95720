"""Which permission reading each type needs. Values and parts need none of their own: they are reached through an owner.

Held against the reader before any SQL runs, on every road: compiled queries, roots that are computed, payloads,
subscriptions. A test refuses a type that is neither here nor among the values.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from smoall.domain.access.role import Permission
from smoall.schema.failures import failure
from smoall.usecases.reading import Selection

_P = Permission

NEEDS: Mapping[str, Permission] = {
    **dict.fromkeys(
        ("Viewer", "User", "Organisation", "Journal", "NumberingAudit", "Company", "Contact", "MailboxLetter"), _P.READ
    ),
    **dict.fromkeys(("Invoice", "CreditNote", "Delivery", "Payment", "Allocation", "MonthlySales"), _P.READ),
    **dict.fromkeys(("ProcessingRegister", "RegisterDiff", "SubProcessorChange"), _P.READ_AUDIT),
    **dict.fromkeys(("AuditEntry", "AuditTrailExport", "AuditVerification", "SignedAuditHead"), _P.READ_AUDIT),
    "MarketingStatement": _P.READ,
    "SubProcessorObjection": _P.MANAGE_PRIVACY,
    "Job": _P.MANAGE_JOBS,
    **dict.fromkeys(
        ("SubjectRequest", "SubjectSearch", "SubjectHit", "SubjectAccessReport", "SubjectReportFiles", "SubjectAnswer"),
        _P.MANAGE_PRIVACY,
    ),
    **dict.fromkeys(
        ("Breach", "BreachRows", "BreachPeople", "BreachOrganisation", "BreachDecision", "BreachNotice"),
        _P.MANAGE_PRIVACY,
    ),
    **dict.fromkeys(("BreachEntry", "BreachDrafts"), _P.MANAGE_PRIVACY),
    **dict.fromkeys(("RetentionPolicy", "PurgeRun", "PurgeCertificate"), _P.READ_AUDIT),
    **dict.fromkeys(("PurgePreview", "LegalHold", "ProspectReview"), _P.MANAGE_PRIVACY),
    **dict.fromkeys(
        ("OrganisationSubscription", "SubscriptionInvoice", "SubscriptionEntitlement"), _P.READ_SUBSCRIPTION
    ),
    **dict.fromkeys(("Collection", "PaymentMethod", "NextInvoice"), _P.READ_SUBSCRIPTION),
    "OAuthApp": _P.MANAGE_API_KEYS,
    "AuthorizedApp": _P.MANAGE_OWN_ACCOUNT,
    **dict.fromkeys(("SecondFactor", "Passkey"), _P.MANAGE_OWN_ACCOUNT),
    "ApiKey": _P.MANAGE_API_KEYS,
    "Membership": _P.READ,
    "Invitation": _P.MANAGE_MEMBERS,
    **dict.fromkeys(("OpenSession", "MyConsents", "Consent"), _P.MANAGE_OWN_ACCOUNT),
}

VALUES = frozenset(
    {
        *("Address", "Money", "Vat", "Totals", "VatBreakdown", "Line", "Discount", "File", "Party"),
        *("Plan", "PlanEntitlement", "BillingPeriod", "InvoicePreview", "InvoicePreviewLine"),
        *("AuditActor", "Attachment", "Finding", "PageInfo", "Session", "TermsOfService"),
        *(
            "DpoContact",
            "SubProcessor",
            "PrivacyNotice",
            "ErasureReceipt",
            "ErasureLine",
            "ErasureRecipient",
            "PersonalHolding",
        ),
        *("AnnouncedSubProcessor", "AnnouncementTexts"),
        *("MyData", "PrivateDownload", "OrganisationExport"),
        *("ProcessingOpposition", "ProcessingRestriction"),
        *("ProcessingSheet", "RegisterParty", "RegisterText", "RegisterPurpose", "RegisterFiles", "RegisterEdition"),
        *("RetentionLine", "RetentionTerm", "RegisterAlert", "RegisterChange", "RegisterAnnouncement"),
        *("RetentionRule", "RetentionChoice", "PurgePart", "PurgeCount", "CertifiedCount", "ProspectDue"),
    }
)
"""Types that anybody may read who reaches them, and those that need no session."""


@cache
def permission_of(type_name: str) -> Permission | None:
    """What reading the type needs; a list of it needs the same, an answer of a mutation or a value nothing."""
    return NEEDS.get(type_name.removesuffix("Connection").removesuffix("Edge"))


def needed(selection: Selection) -> frozenset[Permission]:
    """All that reading a selection needs."""
    return frozenset(_needed(selection))


def _needed(selection: Selection) -> Iterator[Permission]:
    for one in selection:
        own = permission_of(one.type) if one.fields else None
        if own:
            yield own
        yield from _needed(one.fields)


def ensure_reach(selection: Selection, granted: frozenset[Permission]) -> None:
    """Raise FORBIDDEN unless all of the selection may be read."""
    ensure_granted(needed(selection), granted)


def ensure_granted(wanted: frozenset[Permission], granted: frozenset[Permission]) -> None:
    """Raise FORBIDDEN, naming what is missing."""
    if missing := wanted - granted:
        names = ", ".join(sorted(missing))
        raise failure("FORBIDDEN", f"This needs {names}, which your role or your key does not include.", missing=names)
