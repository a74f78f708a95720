"""What can go wrong, as one small family.

    DomainError
    ├── NotFound       nothing of that id in this organisation (a foreign id answers alike)
    ├── Forbidden      the actor may not do this
    ├── Invalid        the input breaks rules; carries every finding
    │   └── Unparsable one text that is not a number, an address, an amount …
    ├── Conflict       the state, the version or a duplicate stands in the way
    └── Unavailable    someone else's outage; the same call may succeed later

Every error has a stable ``code`` and ``values`` for its text; the text itself is written in the reader's language
at the edge. Anything that is not a DomainError is a bug: masked, logged with the request id.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ParamSpec, TypeVar


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


def refuse_fatal(findings: Sequence[Finding]) -> None:
    """Raise Invalid with all findings as soon as one of them is fatal."""
    if any(finding.fatal for finding in findings):
        raise Invalid(tuple(findings))


class Unparsable(Invalid, ValueError):
    """A text that is not what it should be; becomes a finding at the path where it was read.

    Every ``parse`` and ``clean_…`` of the kernel raises it. Uncaught it still answers as an Invalid of one finding.
    """

    def __init__(self, code: str, *, rule_id: str | None = None, **values: str) -> None:
        super().__init__((Finding(code, rule_id=rule_id, values=values),))
        self.args = (code,)
        self.code = code
        self.values = values

    def finding(self, path: str) -> Finding:
        """The same failure, pointing at the input's field."""
        return replace(self.findings[0], path=path)


P = ParamSpec("P")
T = TypeVar("T")


def collect(
    findings: list[Finding], path: str, parse: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
) -> T | None:
    """Run one parse; on failure note the finding at ``path`` and return None, so that all fields get their say.

    ``number = collect(findings, "enterpriseNumber", EnterpriseNumber.parse, text)``; end with ``refuse_fatal``.
    """
    try:
        return parse(*args, **kwargs)
    except Unparsable as broken:
        findings.append(broken.finding(path))
        return None
