"""The certificate of a purge: what was there, what is gone, what stays and why, bound to the heads of the audit chains.

It is signed (Ed25519) over its canonical bytes, so that whoever holds it can prove later what was erased under which
version of the policy; ``scripts/verify_certificate.py`` checks one without any of Smoall's code.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.privacy.receipt import Outcome, ReceiptLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Rows of a table before and after; it never grows."""

    table: str
    before: int
    after: int

    def __post_init__(self) -> None:
        if not 0 <= self.after <= self.before:
            raise ValueError("a purge leaves at most what was there")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """Where an organisation's audit chain stood: its length, and the hash of its last entry."""

    organisation_id: UUID
    sequence: int
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHead:
    """A head that was signed, to be handed out: whoever keeps it finds out later when the tail was cut off."""

    head: ChainHead
    at: datetime
    signature: bytes


def head_content(head: ChainHead, *, at: datetime) -> Mapping[str, Any]:
    """What is signed of a head, as plain values; ``scripts/verify_certificate.py`` checks it like a certificate."""
    return {
        "kind": "auditHead",
        "subject": public_id(Kind.ORGANISATION, head.organisation_id),
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "sequence": head.sequence,
        "hash": head.hash.hex(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What one purge did to ``subject``, an opaque id; ``anonymised``: people of whom nothing is left in their rows."""

    id: UUID
    subject: str
    at: datetime
    policy_version: str
    counts: tuple[Count, ...]
    kept: tuple[ReceiptLine, ...]
    heads: tuple[ChainHead, ...]
    anonymised: int = 0

    def __post_init__(self) -> None:
        if any(line.outcome is not Outcome.RETAINED for line in self.kept):
            raise ValueError("only what is retained is kept")

    @property
    def content(self) -> Mapping[str, Any]:
        """What is signed, as plain values; dates and moments as ISO 8601."""
        people = {"anonymised": self.anonymised} if self.anonymised else {}
        return {
            "id": str(self.id),
            "subject": self.subject,
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "policyVersion": self.policy_version,
            "counts": [{"table": one.table, "before": one.before, "after": one.after} for one in self.counts],
            "kept": [_line(one) for one in self.kept],
            "chainHeads": [_head(one) for one in self.heads],
            **people,
        }


def canonical(content: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """The bytes that are signed: JSON with sorted keys, no blanks, ASCII only (strings and integers: RFC 8785's)."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _line(line: ReceiptLine) -> Mapping[str, Any]:
    return {
        "category": line.category,
        "table": line.table,
        "count": line.count,
        "until": line.until.isoformat() if line.until else None,
        "reason": line.reason,
        "citation": line.citation,
    }


def _head(head: ChainHead) -> Mapping[str, Any]:
    return {"organisation": str(head.organisation_id), "sequence": head.sequence, "hash": head.hash.hex()}
