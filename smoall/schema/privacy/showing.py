"""Receipts and exports by field name."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from smoall.domain.privacy.receipt import Receipt
from smoall.schema.context import Services
from smoall.usecases.privacy.endings import Export
from smoall.usecases.privacy.subjects.stores import Handed


def shown_export(export: Export, services: Services, organisation_id: UUID) -> dict[str, object]:
    """An export, with an address for its file once it is made."""
    download = services.private_download(organisation_id, f"exp_{export.id.hex}/zip") if export.sha256 else None
    return {
        "id": f"exp_{export.id.hex}",
        "state": export.state,
        "progress": export.progress,
        "total": export.total,
        "size": export.size,
        "createdAt": export.created_at,
        "finishedAt": export.finished_at,
        "download": {"url": download.url, "expiresAt": download.expires_at} if download else None,
    }


def shown_receipt(receipt: Receipt, *, downstream: Sequence[Handed] = ()) -> dict[str, object]:
    """A receipt by field name."""
    return {
        "id": f"rcp_{receipt.id.hex}",
        "subject": receipt.subject,
        "at": receipt.at,
        "policyVersion": receipt.policy_version,
        "lines": [
            {
                "category": line.category,
                "table": line.table,
                "outcome": line.outcome,
                "count": line.count,
                "until": line.until,
                "reason": line.reason,
                "citation": line.citation,
            }
            for line in receipt.lines
        ],
        "downstream": [
            *({"way": one.way, "reference": one.reference, "at": one.at, "asked": True} for one in receipt.downstream),
            *({"way": one.way, "reference": one.reference, "at": one.at, "asked": False} for one in downstream),
        ],
    }


def stored_receipt(row: Mapping[str, Any]) -> dict[str, object]:
    """A receipt of contacts as it was kept, by field name."""
    return {
        "id": f"rcp_{row['id'].hex}",
        "subject": row["subject"],
        "at": row["at"],
        "policyVersion": row["policy_version"],
        "lines": row["lines"],
        "downstream": [{**one, "at": _moment(one["at"]), "asked": False} for one in row["downstream"]],
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
