"""The marks that an objection and a restriction leave, wherever a record is read."""

from datetime import date, datetime

import strawberry

from smoall.domain.privacy.bases import LegalBasis, MarketingBasis
from smoall.domain.privacy.marks import OpposedBy
from smoall.schema.building import enum, says

enum(
    "Who objected, or how.",
    PERSON="The person themself.",
    REPRESENTATIVE="Somebody who acts for them: a lawyer, a parent, an association.",
    LINK="The link in a message that they were sent.",
)(OpposedBy)

enum(
    "Why a contact's data is held (GDPR art. 6(1)).",
    CONTRACT="A contract with their company, and what the law asks for it.",
    LEGITIMATE_INTEREST="A legitimate interest, weighed in writing against theirs.",
)(LegalBasis)

enum(
    "Why advertising may be sent to a contact (Royal Decree of 4 April 2003).",
    NONE="It may not.",
    CONSENT="They agreed; the proof is kept.",
    EXISTING_CUSTOMER="Their company bought something alike before, and they may object each time.",
    IMPERSONAL_ADDRESS="The address is a company's and names nobody: info@, contact@.",
)(MarketingBasis)


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
    until: date | None = says(
        "For an issued document: the last day on which the law has it kept; null for anything else."
    )


@strawberry.type(
    description="What was stated of a contact and advertising; of a consent, to which words (GDPR art. 7(1))."
)
class MarketingStatement:
    """A basis, as it was stated."""

    basis: MarketingBasis = says("The basis; NONE ends the one before, as an objection does.")
    proof: str | None = says("How a consent is proven; null once the contact is anonymised.")
    wording: str | None = says("The words that they agreed to.")
    wording_version: str | None = says("The version of these words.")
    wording_sha256: str | None = says("The SHA-256 of these words, in hexadecimal.", name="wordingSha256")
    given_on: date | None = says("The day on which they agreed.")
    stated_at: datetime = says("When it was stated.")
