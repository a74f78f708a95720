"""The marks that an objection and a restriction leave, wherever a record is read."""

from datetime import datetime

import strawberry

from smoall.domain.privacy.marks import OpposedBy
from smoall.schema.building import enum, says

enum(
    "Who objected, or how.",
    PERSON="The person themself.",
    REPRESENTATIVE="Somebody who acts for them: a lawyer, a parent, an association.",
    LINK="The link in a message that they were sent.",
)(OpposedBy)


@strawberry.type(
    description="An objection to all processing (GDPR art. 21). The record stays, marked; nothing new begins with it."
    " What the law asks for goes on with a reason: `creditInvoice`, `sendInvoice` with `legalDuty`."
)
class ProcessingOpposition:
    """The mark of an objection."""

    since: datetime = says("Since when.")
    by: OpposedBy = says("Who objected, or how.")
    reason: str = says("Why, as it was noted.")


@strawberry.type(
    description="A restriction of processing (GDPR art. 18): the record is kept and read, nothing else is done with it."
)
class ProcessingRestriction:
    """The mark of a restriction."""

    since: datetime = says("Since when.")
    reason: str = says("Why, as it was noted.")
