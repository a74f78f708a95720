"""What a mutation answers when it did not do what was asked: the error family of the domain, as types."""

import strawberry

from smoall.domain.kernel.errors import Severity
from smoall.schema.building import enum, says

enum(
    "How much a finding weighs.",
    FATAL="The act is refused until this is mended.",
    WARNING="For a person to read; the act goes through.",
)(Severity)


@strawberry.interface(description="Why a mutation did nothing. Nothing was written.")
class Problem:
    """What all problems share."""

    code: str = says("A stable code for programs: `EMAIL_TAKEN`.")
    message: str = says("What is wrong and how to mend it, in the caller's language.")


@strawberry.type(description="One broken rule, with the way to the field.")
class Finding:
    """A rule that the input breaks."""

    code: str = says("A stable code for programs.")
    path: str = says("The way to the field, from the input: `lines[0].unitPrice`. Empty when it is the whole.")
    message: str = says("What is wrong and how to mend it, in the caller's language.")
    rule_id: str | None = says("The official rule's id (EN 16931, Peppol) where there is one: `BR-CO-15`.")
    severity: Severity = says("Whether it stops the act.")


@strawberry.type(description="The input breaks rules: every one that was found is listed.")
class InvalidProblem(Problem):
    """The input breaks at least one rule."""

    findings: list[Finding] = says("Every broken rule, fatal ones and warnings.")


@strawberry.type(description="Your role, your key or your plan does not include this.")
class ForbiddenProblem(Problem):
    """The actor's role does not include the permission, or the plan does not include so much."""

    lifted_by: str | None = says(
        "What would lift a limit of your plan (`LIMIT_REACHED`): the code of a plan, or an action on the subscription."
    )


@strawberry.type(description="Nothing of that id in your organisation.")
class NotFoundProblem(Problem):
    """Nothing of that id in this organisation."""


@strawberry.type(description="The object's state, its version or a duplicate stands in the way.")
class ConflictProblem(Problem):
    """Something that is already so stands in the way."""

    current_version: int | None = says("The object's version now, when the expected one was stale.")


@strawberry.type(description="Something outside does not answer. The same call may succeed later.")
class UnavailableProblem(Problem):
    """Someone else's outage."""


PROBLEMS = (InvalidProblem, ForbiddenProblem, NotFoundProblem, ConflictProblem, UnavailableProblem)
