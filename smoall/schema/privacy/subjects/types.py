"""Cases, as the API shows them."""

from datetime import date, datetime
from enum import StrEnum

import strawberry

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.subject_request import (
    IdentityMethod,
    RefusalGround,
    RequestChannel,
    RequestKind,
    RequestState,
)
from smoall.schema.building import enum, says
from smoall.schema.kernel import DateComparator, Direction, IdComparator, Node
from smoall.schema.privacy.types import PrivateDownload
from smoall.usecases.privacy.subjects.stores import Allowed

enum(
    "What a person asks about their data.",
    ACCESS="To know what is held (GDPR art. 15).",
    RECTIFICATION="To have it corrected (art. 16).",
    ERASURE="To have it erased (art. 17).",
    RESTRICTION="To have it only kept (art. 18).",
    PORTABILITY="To take it along (art. 20).",
    OBJECTION="To have its use ended (art. 21).",
)(RequestKind)
enum(
    "Where a case stands.",
    RECEIVED="It came in; who asks is not verified.",
    VERIFIED="The person has shown who they are.",
    COMPLETED="It was done.",
    REFUSED="It was refused, in writing.",
)(RequestState)
enum(
    "How a request came.",
    EMAIL="By e-mail.",
    LETTER="By post.",
    TELEPHONE="By telephone.",
    IN_PERSON="By word of mouth.",
    FORM="Through a form.",
)(RequestChannel)
enum(
    "How a person showed who they are; no copy of a card is kept.",
    KNOWN_ADDRESS="By writing from an address that is known as theirs.",
    CALL_BACK="By answering at a number that is known as theirs.",
    IDENTITY_CARD_SHOWN="By showing a card.",
    ELECTRONIC_IDENTITY="By an electronic identity, such as itsme.",
    KNOWN_PERSONALLY="By being known to who verified.",
)(IdentityMethod)
enum(
    "Why a request is refused.",
    IDENTITY_UNPROVEN="Who asks could not be established (art. 11(2), 12(2), 12(6)).",
    UNFOUNDED_OR_EXCESSIVE="It is manifestly unfounded or excessive (art. 12(5)(b)).",
    LEGAL_OBLIGATION="The law requires the data to be kept: no ERASURE, no OBJECTION (art. 17(3)(b); 6(1)(c), 21(1)).",
    LEGAL_CLAIMS="It is needed for legal claims: no ERASURE, no OBJECTION (art. 17(3)(e), 21(1)).",
    RIGHTS_OF_OTHERS="It would affect the rights of others: no ACCESS, no PORTABILITY (art. 15(4), 20(4)).",
    NO_DATA="Nothing is held about the person.",
)(RefusalGround)


@strawberry.type(description="What a case was answered, kept as proof for a year, or until the person is erased.")
class SubjectAnswer:
    """An answer."""

    language: Language = says("Its language.")
    created_at: datetime = says("When it was given.")
    kept_until: date = says("The day after which it goes by itself.")
    report_sha256: str = says("The SHA-256 of the JSON file, in the trail too.", name="reportSha256")
    pdf_sha256: str = says("The SHA-256 of the PDF, in the trail too.", name="pdfSha256")
    json: PrivateDownload = says("As it was handed out, for programs.")
    pdf: PrivateDownload = says("As it was handed out, to be read.")


@strawberry.type(description="A person's request about their data, as a case.")
class SubjectRequest(Node):
    """A case."""

    id: strawberry.ID = says("Opaque id, `sbr_…`.")
    kind: RequestKind = says("What is asked.")
    state: RequestState = says("Where it stands.")
    person_name: str | None = says("Who asks; null once erased.")
    person_email: str | None = says("Their address; null when not known, or erased.")
    person_phone: str | None = says("Their number; null when not known, or erased.")
    contact_id: strawberry.ID | None = says("The contact they are, where they are one.")
    language: Language = says("The language in which they are answered.")
    channel: RequestChannel = says("How it came.")
    received_on: date = says("The day it came in.")
    due_on: date = says("The last day for an answer: a month after, or three when extended (art. 12(3)).")
    is_overdue: bool = says("Whether that day has passed without an answer.")
    extended_on: date | None = says("When it was extended; null when it was not.")
    extension_reason: str | None = says("Why it was extended.")
    verified_at: datetime | None = says("When the person showed who they are.")
    verified_method: IdentityMethod | None = says("How they did.")
    verified_by: strawberry.ID | None = says("Who verified it, `usr_…`.")
    refusal_ground: RefusalGround | None = says("Why it was refused.")
    closed_at: datetime | None = says("When it was completed or refused.")
    receipt_id: strawberry.ID | None = says("The receipt of the erasure, for `erasureReceipt`.")
    answer: SubjectAnswer | None = says(
        "What an ACCESS or PORTABILITY was answered, a moment after it was completed; null for others, and once erased."
    )
    version: int = says("Counts the changes; give it as `expectedVersion`.")


@strawberry.input(description="Compares the state of a case.")
class RequestStateComparator:
    """What can be asked of the state."""

    eq: RequestState | None = says("Is this.", default=None)
    in_: list[RequestState] | None = says("Is one of these.", name="in", default=None)


@strawberry.input(description="Compares what is asked in a case.")
class RequestKindComparator:
    """What can be asked of the kind."""

    eq: RequestKind | None = says("Is this.", default=None)
    in_: list[RequestKind] | None = says("Is one of these.", name="in", default=None)


@strawberry.input(description="Which cases.")
class SubjectRequestWhere:
    """Filters of cases."""

    id: IdComparator | None = says("By id.", default=None)
    state: RequestStateComparator | None = says("By state.", default=None)
    kind: RequestKindComparator | None = says("By what is asked.", default=None)
    due_on: DateComparator | None = says("By the last day for an answer.", default=None)
    is_overdue: bool | None = says("Whether they are overdue.", default=None)
    and_: list["SubjectRequestWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["SubjectRequestWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "SubjectRequestWhere | None" = says("None of this.", name="not", default=None)


@enum("What cases can be ordered by.", DUE_ON="The last day for an answer.", RECEIVED_ON="When they came in.")
class SubjectRequestOrderField(StrEnum):
    """Orders of cases."""

    DUE_ON = "DUE_ON"
    RECEIVED_ON = "RECEIVED_ON"


@strawberry.input(description="An order of cases.")
class SubjectRequestOrder:
    """One part of an order."""

    field: SubjectRequestOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)


enum(
    "What may be done with a place where a person is named.",
    ANONYMISE="`anonymiseContacts` or an ERASURE takes it out.",
    RETAINED="The law, or the record of the company, keeps it.",
    ACCOUNT="It is about somebody who signs in, or about the organisation: they change it themselves.",
)(Allowed)


@strawberry.type(description="A place where a person is named.")
class SubjectHit:
    """One row, file or letter."""

    table: str = says("The table, `document_file` or `mailbox`.")
    object: strawberry.ID | None = says("The object it belongs to; null where that has no id of its own.")
    columns: list[str] = says("The columns, or the names of the files; never what is in them.")
    allowed: Allowed = says("What may be done with it.")


@strawberry.type(description="Where a person is named.")
class SubjectSearch:
    """What a search found."""

    hits: list[SubjectHit] = says("The places, at most 200 of each table.")
    is_complete: bool = says("False when a table holds more than is listed.")


@strawberry.type(description="A report as files.")
class SubjectReportFiles:
    """Signed addresses."""

    json: PrivateDownload = says("For programs, and to take along (art. 20).")
    pdf: PrivateDownload = says("For the person, to be read.")


@strawberry.type(description="All that is held about a person in the organisation's records (GDPR art. 15 and 20).")
class SubjectAccessReport:
    """The report of a case."""

    generated_at: datetime = says("When it was made.")
    json: str = says("Rows that are theirs, places where they are mentioned, recipients, as one JSON document.")
    download: PrivateDownload = says("The same as a file, in the language of the case.")
    files: SubjectReportFiles = says("The same as files, in the language asked for.")
