"""What can go wrong, as one small family.

    DomainError
    ├── NotFound       nothing of that id in this organisation (a foreign id answers alike)
    ├── Forbidden      the actor may not do this
    ├── Invalid        the input breaks rules; carries every finding
    ├── Conflict       the state, the version or a duplicate stands in the way
    └── Unavailable    someone else's outage; the same call may succeed later

Every error has a stable ``code`` and ``values`` for its text; the text itself is written in the reader's language
at the edge. Anything that is not a DomainError is a bug: masked, logged with the request id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: a FATAL one stops the act, a WARNING is for a person to read."""

    FATAL = "FATAL"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: a stable code, the path to the field, and the official rule's id where there is one.

    ``path`` is relative to the mutation's input, in the API's names: ``lines[0].unitPrice``; empty for the whole.
    ``values`` fill the placeholders of the text that belongs to ``code``.
    """

    code: str
    path: str = ""
    rule_id: str | None = None
    severity: Severity = Severity.FATAL
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def fatal(self) -> bool:
        """Whether the act must be refused because of it."""
        return self.severity is Severity.FATAL


class DomainError(Exception):
    """The root of the family; never raised itself."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class NotFound(DomainError):
    """Nothing of that id in this organisation."""


class Forbidden(DomainError):
    """The actor's role does not include the permission."""


class Conflict(DomainError):
    """The object's state, its version or a duplicate stands in the way; ``values`` say which."""


class Unavailable(DomainError):
    """Something outside does not answer; retrying later is right."""


class Invalid(DomainError):
    """The input breaks at least one rule; ``findings`` holds every one that was found."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("INVALID")
        self.findings = findings


def refuse_fatal(findings: tuple[Finding, ...]) -> None:
    """Raise Invalid with all findings as soon as one of them is fatal."""
    if any(finding.fatal for finding in findings):
        raise Invalid(findings)
