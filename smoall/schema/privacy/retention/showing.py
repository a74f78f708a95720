"""Policies, previews and certificates by field name."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.organisation_policy import FLOORS, RetentionCategory
from smoall.domain.privacy.receipt import ReceiptLine
from smoall.domain.privacy.retention import Disposal, Rule
from smoall.usecases.privacy.retention.purging import Preview
from smoall.usecases.privacy.retention.stores import ChoiceMade, PurgeKind
from smoall.usecases.privacy.retention.terms import Terms

_KINDS = {
    PurgeKind.DOCUMENT: Kind.INVOICE,
    PurgeKind.PAYMENT: Kind.PAYMENT,
    PurgeKind.CONTACT: Kind.CONTACT,
    PurgeKind.COMPANY: Kind.COMPANY,
}


def shown_policies(terms: Terms) -> list[dict[str, object]]:
    """The policy of every category."""
    return [shown_policy(terms, category) for category in RetentionCategory]


def shown_policy(terms: Terms, category: RetentionCategory) -> dict[str, object]:
    """The policy of one category."""
    history = [made for made in terms.history if made.choice.category is category]
    return {
        "category": category,
        "version": terms.policy.version,
        "atEnd": category.at_end,
        "rules": [_rule(rule) for rule in terms.policy.rules if rule.holding is category.holding],
        "choice": _choice(history[0]) if history else None,
        "history": [_choice(made) for made in history],
    }


def shown_preview(preview: Preview, *, today: date, first: int, after: UUID | None) -> dict[str, object]:
    """A preview; its token only stands for a purge of today."""
    judged = preview.judged
    return {
        "on": judged.on,
        "policyVersion": judged.policy.version,
        "total": judged.total,
        "parts": [
            {
                "table": kind.value,
                "action": Disposal.ANONYMISE if kind is PurgeKind.CONTACT else Disposal.DELETE,
                "count": len(ids),
                "ids": _page(kind, ids, first, after),
            }
            for kind, ids in judged.going.items()
            if ids
        ],
        "rows": [{"table": table, "count": count} for table, count in sorted(preview.rows.items())],
        "kept": [shown_line(line) for line in judged.kept],
        "previewToken": judged.token if judged.on == today else None,
    }


def shown_line(line: ReceiptLine) -> dict[str, object]:
    """A line by field name."""
    return {
        "category": line.category,
        "table": line.table,
        "outcome": line.outcome,
        "count": line.count,
        "until": line.until,
        "reason": line.reason,
        "citation": line.citation,
    }


def shown_certificate(content: Mapping[str, Any], paper: str) -> dict[str, object]:
    """A certificate as it was signed."""
    return {
        **content,
        "id": public_id(Kind.PURGE_RUN, UUID(content["id"])),
        "anonymised": content.get("anonymised", 0),
        "kept": [{**line, "outcome": "RETAINED"} for line in content["kept"]],
        "paper": paper,
    }


def _page(kind: PurgeKind, ids: Sequence[UUID], first: int, after: UUID | None) -> list[str]:
    following = [one for one in ids if after is None or one > after]
    return [public_id(_KINDS[kind], one) for one in following[:first]]


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "reason": rule.reason,
        "citation": rule.citation,
        "years": rule.years or None,
        "months": rule.months or None,
        "isUnlimited": rule.unlimited,
        "fromClosing": rule.from_closing,
        "since": None if rule.of == date.min else rule.of,
        "before": None if rule.before == date.max else rule.before,
        "isFloor": rule in FLOORS,
    }


def _choice(made: ChoiceMade) -> dict[str, object]:
    choice = made.choice
    return {
        "years": choice.years,
        "months": choice.months,
        "isUnlimited": choice.unlimited,
        "isAutomatic": choice.automatic,
        "reason": choice.reason,
        "chosenAt": made.at,
        "chosenBy": public_id(Kind.USER, made.by),
    }
