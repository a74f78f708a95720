"""Breaches as rows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from smoall.domain.privacy.breach import AffectedPeople, AffectedRows, Breach, BreachNature, Decision, Share, Told
from smoall.domain.privacy.personal_data import Subject

_SAME = (
    *("facts", "effects", "remedy", "discovered_at", "occurred_from", "occurred_until", "notify_by"),
    "closed_at",
)


def columns_of(breach: Breach) -> dict[str, Any]:
    """What may change of it."""
    return {
        **{name: getattr(breach, name) for name in _SAME},
        "natures": list(breach.natures),
        **_decision_columns("authority", breach.authority_decision),
        **_decision_columns("people", breach.people_decision),
        **_told_columns("authority", breach.authority_told),
        **_told_columns("controllers", breach.controllers_told),
        **_told_columns("people", breach.people_told),
    }


def breach_of(row: Mapping[str, Any]) -> Breach:
    """The breach of a row."""
    return Breach(
        id=UUID(int=row["id"].int),
        natures=tuple(BreachNature(one) for one in row["natures"]),
        recorded_at=row["recorded_at"],
        hours=row["hours"],
        version=row["version"],
        authority_decision=_decision(row, "authority"),
        people_decision=_decision(row, "people"),
        authority_told=_told(row, "authority"),
        controllers_told=_told(row, "controllers"),
        people_told=_told(row, "people"),
        **{name: row[name] for name in _SAME},
    )


def share_of(row: Mapping[str, Any]) -> Share:
    """What the breach of a row affects."""
    return Share(
        organisation_id=row["organisation_id"],
        rows=tuple(
            AffectedRows(
                table=one["table"],
                categories=tuple(one["categories"]),
                subjects=tuple(Subject(subject) for subject in one["subjects"]),
                rows=one["rows"],
            )
            for one in row["affected_rows"]
        ),
        people=tuple(
            AffectedPeople(subject=Subject(one["subject"]), count=one["count"], ids=tuple(one["ids"]))
            for one in row["affected_people"]
        ),
        objects=tuple(row["objects"]),
        entries=row["entries"],
    )


def _decision_columns(party: str, decision: Decision | None) -> dict[str, Any]:
    return {
        f"{party}_notify": decision.notify if decision else None,
        f"{party}_reason": decision.reason if decision else None,
    }


def _told_columns(party: str, told: Told | None) -> dict[str, Any]:
    return {f"{party}_told_at": told.at if told else None, f"{party}_reference": told.reference if told else None}


def _decision(row: Mapping[str, Any], party: str) -> Decision | None:
    notify = row[f"{party}_notify"]
    return None if notify is None else Decision(notify=notify, reason=row[f"{party}_reason"] or "")


def _told(row: Mapping[str, Any], party: str) -> Told | None:
    at = row[f"{party}_told_at"]
    return None if at is None else Told(at=at, reference=row[f"{party}_reference"])
