"""What happened, and what is under way."""

from datetime import datetime
from enum import StrEnum

import strawberry

from smoall.schema.building import enum, says
from smoall.schema.invoicing.filters import InvoiceState
from smoall.schema.kernel import DateTimeComparator, Money, StringComparator
from smoall.schema.privacy.types import PrivateDownload


@strawberry.type(description="Who acted, under a pseudonym that stays when the person is erased.")
class AuditActor:
    """The actor of an entry."""

    id: strawberry.ID = says("A stable pseudonym within the organisation.")
    name: str | None = says(
        "The person's name; Smoall where a job or a provider acted; null once the person is erased."
    )


@strawberry.type(description="One entry of the trail: who did what, when. Chained by hash to the one before it.")
class AuditEntry:
    """An entry of the audit trail."""

    sequence: int = says("Its place in the organisation's chain, from 1.")
    at: datetime = says("When.")
    actor: AuditActor = says("Who.")
    action: str = says("What: `issueInvoice`.")
    object: strawberry.ID = says("On what: the id of the object.")
    request_id: str = says("In which request.")
    hash: str = says("SHA-256 over the entry before it and this one.")


@strawberry.input(description="Which entries.")
class AuditWhere:
    """Filters of the trail."""

    action: StringComparator | None = says("By action.", default=None)
    at: DateTimeComparator | None = says("By moment.", default=None)


@strawberry.type(description="Where the trail stood on a day, signed: keep it elsewhere, and a cut tail is found.")
class SignedAuditHead:
    """A signed head."""

    sequence: int = says("How many entries the trail had.")
    hash: str = says("The hash of the last of them.")
    at: datetime = says("When it was signed.")
    signature: str = says("Ed25519, in hexadecimal.")
    paper: str = says("The whole as a file for `scripts/verify_certificate.py` and `scripts/verify_trail.py`.")


@strawberry.input(description="A head of the trail that you kept.")
class AuditHeadInput:
    """Where the trail stood."""

    sequence: int = says("How many entries it had, from 1.")
    hash: str = says("The hash of the last of them: 64 hexadecimal digits.")


@strawberry.type(description="The result of walking the whole chain.")
class AuditVerification:
    """Whether the trail is as it was written."""

    is_intact: bool = says("Whether every hash follows from the one before it.")
    entries: int = says("How many entries were walked.")
    broken_at: int | None = says("The first entry that does not fit; null when all do.")
    head: str = says("The hash of the last entry: keep it elsewhere to prove later that nothing was cut off.")


@strawberry.type(description="The audit trail as JSON Lines, with all that a reader needs to check it by themselves.")
class AuditTrailExport:
    """An export of the trail."""

    entries: int = says("How many entries it holds, those asked for and what lies between them.")
    first: int = says("The number of the first entry.")
    last: int = says("The number of the last one; `first` less one where there is none.")
    download: PrivateDownload = says("Where to fetch it; `scripts/verify_trail.py` checks it.")


@enum(
    "Where a background job stands.",
    QUEUED="Waiting for its turn, or for its next attempt.",
    RUNNING="Being done.",
    DONE="Done.",
    PARKED="Given up after too many attempts: `retryJob` tries again.",
)
class JobState(StrEnum):
    """States of a job."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    PARKED = "PARKED"


@strawberry.input(description="Compares a job's state.")
class JobStateComparator:
    """Comparators of a job's state."""

    eq: JobState | None = says("This state.", default=None)
    in_: list[JobState] | None = says("One of these states.", name="in", default=None)


@strawberry.input(description="Which jobs.")
class JobWhere:
    """Filters of jobs."""

    state: JobStateComparator | None = says("By state.", default=None)
    name: StringComparator | None = says("By name.", default=None)


@strawberry.type(description="A background job, done once under its key.")
class Job:
    """A job run."""

    key: str = says("What makes it unique: `render:inv_…`.")
    name: str = says("Which job.")
    state: JobState = says("Where it stands.")
    attempts: int = says("How often it was tried.")
    failure: str | None = says("Why the last attempt failed.")
    created_at: datetime = says("When it was asked for.")
    updated_at: datetime = says("When something last happened to it.")


@strawberry.type(description="A file attached to a letter.")
class Attachment:
    """An attachment."""

    name: str = says("Its file name.")
    media_type: str = says("Its media type.")
    size: int = says("Its size in bytes.")


@strawberry.type(description="A letter in the embedded mailbox, where mail goes when no mail server is set.")
class MailboxLetter:
    """A letter as it would have arrived."""

    id: strawberry.ID = says("The delivery it belongs to; a letter of Smoall itself has an id of its own.")
    recipient: str = says("To whom.")
    subject: str = says("Its subject.")
    text: str = says("Its plain text.")
    sent_at: datetime = says("When it was handed over.")
    attachments: list[Attachment] = says("What is attached.")


@strawberry.type(description="Sales of one month in one state.")
class MonthlySales:
    """A row of the sales report."""

    month: str = says("The month of issue: 2026-11.")
    state: InvoiceState = says("The state of the invoices.")
    count: int = says("How many invoices.")
    net: Money = says("Their total without VAT, before credit notes.")
    vat: Money = says("Their VAT.")
    gross: Money = says("Their total with VAT, before credit notes.")
    credited: Money = says("What credit notes took back of them, with VAT.")
    balance: Money = says("What is left to pay of them.")
