"""The terms of what Smoall holds as a controller, in their version of today (register sheet A1 and its data register).

The register of 2018 says five years for billing; the law of 20 November 2022 made it ten for VAT documents, and books
take seven. Where the register gives no term, the shortest that serves the purpose stands here (GDPR art. 5(1)(e)).
"""

from datetime import date

from smoall.domain.privacy.retention import Holding, Policy, Reason, Rule

VERSION = "A1/2026-11"
DEFAULT_GRACE_DAYS = 90
TEN_YEARS_SINCE = date(2023, 1, 1)

_VAT = "VAT Code art. 60 § 4 (law of 20 November 2022)"
_BOOKS = "Code of Economic Law art. III.86 and III.88"
_STORAGE = "GDPR art. 5(1)(e)"
_SECURITY = "GDPR art. 5(1)(f) and 32"

CLOSES_AFTER_DAYS = 30
"""After the end of its subscription an organisation can begin anew for so long; then it is closed by itself."""
LONGEST_BILLING_YEARS = 10
TRACE_YEARS = 10
CONSENT_YEARS = 5


def account_policy(*, grace_days: int = DEFAULT_GRACE_DAYS) -> Policy:
    """The policy with the operator's grace after the end of a subscription, in days (at least one)."""
    rules = (
        _days(Holding.CUSTOMER, grace_days, Reason.GRACE, "GDPR art. 5(1)(e), 28(3)(g)"),
        _days(Holding.ACCOUNT, grace_days, Reason.GRACE, _STORAGE),
        *legal_floors(),
        _years(Holding.CONSENT, CONSENT_YEARS, Reason.PROOF_OF_CONSENT, "GDPR art. 5(2), 7(1) and 17(3)(e)"),
        _years(Holding.TRACE, TRACE_YEARS, Reason.TRACEABILITY, "GDPR art. 5(2) and 17(3)(e)"),
        _days(Holding.CONNECTION, 365, Reason.SECURITY, _SECURITY),
        _days(Holding.CREDENTIAL, 30, Reason.SECURITY, _SECURITY),
        _days(Holding.MESSAGE, 30, Reason.SECURITY, _STORAGE),
        _days(Holding.LINK, 30, Reason.SECURITY, _STORAGE),
        _days(Holding.ATTEMPT, 1, Reason.SECURITY, _SECURITY),
        _days(Holding.REPLAY, 1, Reason.SECURITY, _STORAGE),
        _days(Holding.ANSWER, 365, Reason.PROOF_OF_ANSWER, "GDPR art. 5(1)(e), 5(2) and 12(3)"),
        _days(Holding.PROVIDER_EVENT, 90, Reason.SECURITY, _STORAGE),
    )
    return Policy(version=VERSION, rules=rules)


def legal_floors() -> tuple[Rule, ...]:
    """What the law asks of everybody who keeps books: Smoall and its customers alike."""
    return (
        _years(Holding.INVOICE, 10, Reason.VAT_DOCUMENTS, _VAT, of=TEN_YEARS_SINCE),
        _years(Holding.INVOICE, 7, Reason.VAT_DOCUMENTS, "VAT Code art. 60, before 2023", before=TEN_YEARS_SINCE),
        _years(Holding.INVOICE, 7, Reason.ACCOUNTING, _BOOKS, from_closing=True),
        _years(Holding.VOUCHER, 10, Reason.VAT_DOCUMENTS, _VAT, of=TEN_YEARS_SINCE),
        _years(Holding.VOUCHER, 7, Reason.ACCOUNTING, _BOOKS, from_closing=True),
    )


def term_days(holding: Holding) -> int:
    """The days after which records of that kind go; of those whose only rule counts days, whatever the grace."""
    (days,) = (rule.days for rule in account_policy().rules if rule.holding is holding)
    return days


def _days(holding: Holding, days: int, reason: Reason, citation: str) -> Rule:
    return Rule(holding=holding, reason=reason, citation=citation, days=days)


def _years(
    holding: Holding,
    years: int,
    reason: Reason,
    citation: str,
    *,
    from_closing: bool = False,
    of: date = date.min,
    before: date = date.max,
) -> Rule:
    return Rule(
        holding=holding,
        reason=reason,
        citation=citation,
        years=years,
        from_closing=from_closing,
        of=of,
        before=before,
    )
