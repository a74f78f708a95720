"""The register of processing and its parts."""

from datetime import date

import strawberry

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.personal_data import Basis, Erasure, Retention
from smoall.domain.privacy.register.comparing import RegisterChangeKind
from smoall.domain.privacy.register.edition import ProcessingRole
from smoall.domain.privacy.register.holdings import RowFate
from smoall.domain.privacy.register.register import AlertCode
from smoall.domain.privacy.retention import Reason
from smoall.domain.privacy.sub_processor_change import ChangeKind
from smoall.domain.privacy.sub_processors import Sheet
from smoall.schema.building import enum, says
from smoall.schema.privacy.types import DpoContact, PrivateDownload, SubProcessor
from smoall.schema.privacy.whose import Subject

enum(
    "What Smoall is in a processing (GDPR art. 4).",
    CONTROLLER="It decides why and how.",
    PROCESSOR="It acts for its customer, who is the controller.",
)(ProcessingRole)

enum(
    "Why data may be held (GDPR art. 6(1)).",
    CONTRACT="A contract (b).",
    LEGAL_OBLIGATION="A duty by law (c).",
    LEGITIMATE_INTEREST="A legitimate interest (f).",
    CONSENT="Consent (a).",
    CONTROLLER="What the controller rests on: Smoall is its processor.",
)(Basis)

enum(
    "How long a column is held.",
    SUBSCRIPTION="As long as the account or the subscription, and the grace after it.",
    TEN_YEARS="Ten calendar years after the document's or the act's.",
    RELATION="As long as the relation, as the controller decides.",
    ONE_YEAR="One year.",
    NINETY_DAYS="Ninety days.",
    THIRTY_DAYS="Thirty days.",
    ONE_DAY="One day.",
)(Retention)

enum(
    "What erasing a person does to a value.",
    EMPTY="It is emptied.",
    REPLACE="It is replaced by something that names nobody.",
    DROP_ROW="Its row goes.",
    KEEP_LEGAL="It stays until its term, as the law asks.",
)(Erasure)

enum(
    "What becomes of the rows of a table.",
    GOES="They go.",
    GOES_IN_PART="Those go that nothing keeps: drafts, customers without an issued document.",
    EMPTIED="They stay, without the person in them.",
    STAYS="They stay until their term.",
)(RowFate)

enum(
    "What the officer has to mend.",
    MECHANISM_UNKNOWN="Nobody confirmed what protects the transfer.",
    MECHANISM_EXPIRED="What protected the transfer is not valid on that day.",
)(AlertCode)

enum(
    "How a value differs.",
    ADDED="It is new.",
    REMOVED="It is gone.",
    CHANGED="It is another.",
)(RegisterChangeKind)


@strawberry.type(description="A controller or a processor.")
class RegisterParty:
    """Who it is."""

    name: str = says("Its name.")
    address: str = says("Its address on one line; empty when not set.")
    number: str = says("Its enterprise number; empty when not set.")
    email: str = says("Its mailbox; empty when not set.")


@strawberry.type(description="A statement of the register.")
class RegisterText:
    """What is said."""

    code: str = says("What it is known by, the same in every language.")
    text: str = says("The statement.")


@strawberry.type(description="What a processing is for.")
class RegisterPurpose:
    """A purpose with its grounds."""

    code: str = says("What it is known by, the same in every language.")
    text: str = says("The purpose.")
    bases: list[Basis] = says("On which grounds.")


@strawberry.type(description="A term that a purge applies.")
class RetentionTerm:
    """A rule."""

    years: int | None = says("Calendar years from 1 January after; null where something else counts.")
    months: int | None = says("Months from the day itself; null where something else counts.")
    days: int | None = says("Days; null where something else counts.")
    is_unlimited: bool = says("Whether it has no end, for a reason that the organisation wrote down.")
    from_closing: bool = says("Whether the years count from the end of the fiscal year.")
    dated_from: date | None = says("For what is dated from this day on.")
    dated_before: date | None = says("For what is dated before this day.")
    reason: Reason = says("Why.")
    citation: str = says("The article that says so.")


@strawberry.type(
    description="What a table holds of people, and how long. Generated from the inventory that purges use."
)
class RetentionLine:
    """Columns that hold the same kind of data."""

    table: str = says("The table.")
    columns: list[str] = says("Its columns of this kind.")
    subject: Subject = says("Whose data it is.")
    category: str = says("The category of data, as the inventory names it.")
    basis: Basis = says("Why it may be held.")
    retention: Retention = says("How long, as declared.")
    erasure: Erasure = says("What erasing the person does to the values.")
    is_secret: bool = says("Whether the values never reach an answer, an export or a log.")
    on_erasure: RowFate | None = says(
        "What erasing the person does to their rows; null where no erasure of a person reaches them."
    )
    at_end: RowFate | None = says("What the end of the organisation does to the rows; null where they belong to none.")
    terms: list[RetentionTerm] = says("The terms that a purge applies.")


@strawberry.type(description="A processing (GDPR art. 30(1) and (2)).")
class ProcessingSheet:
    """A sheet of the register."""

    code: Sheet = says("Which one.")
    role: ProcessingRole = says("What Smoall is in it, as this edition says.")
    title: str = says("What it is.")
    controller: RegisterParty = says("Who decides why and how.")
    processor: RegisterParty | None = says("Who acts for the controller; null where that is the controller itself.")
    purposes: list[RegisterPurpose] = says("What it is for.")
    people: list[RegisterText] = says("Whose data it is about.")
    recipients: list[RegisterText] = says("Who receives data, besides the sub-processors.")
    sources: list[RegisterText] = says("Where data comes from.")
    stated: list[RegisterText] = says("What is said beyond that.")
    retention: list[RetentionLine] = says("The data and its terms; empty in older editions, which state them.")
    sub_processors: list[SubProcessor] = says("Who takes part in it.")


@strawberry.type(description="A sub-processor without valid protection on the register's day.")
class RegisterAlert:
    """Something to mend."""

    code: AlertCode = says("What is wrong.")
    sub_processor: str = says("Which one; its activity where the register names none.")
    sheets: list[Sheet] = says("The processings that rest on it.")


@strawberry.type(description="A change of sub-processors that is to come.")
class RegisterAnnouncement:
    """An announcement, as the register shows it."""

    code: strawberry.ID = says("The announcement, `spc_…`.")
    kind: ChangeKind = says("What happens.")
    text: str = says("What was announced.")
    sheets: list[Sheet] = says("The processings that it touches.")
    takes_effect_on: date = says("The day from which it is so.")
    objections_until: date = says("The last day to object.")


@strawberry.type(description="An edition of the register.")
class RegisterEdition:
    """One version."""

    version: str = says("Its version.")
    in_force_from: date = says("The day from which it is in force.")
    changes: list[RegisterText] = says("What it changed, and why.")


@strawberry.type(description="The register as files.")
class RegisterFiles:
    """Signed addresses."""

    pdf: PrivateDownload = says("For people, in the register's language.")
    csv: PrivateDownload = says("For spreadsheets.")
    json: PrivateDownload = says("For programs.")


@strawberry.type(
    description="The register of processing (GDPR art. 30) of an organisation on a day: Smoall's own sheet A1, and"
    " what Smoall does as its processor (B1 to B3)."
)
class ProcessingRegister:
    """The register."""

    version: str = says("The edition in force on that day.")
    in_force_from: date = says("Since when it is in force.")
    on: date = says("The day it is of.")
    language: Language = says("The language of its texts.")
    policy_version: str | None = says("The version of the retention rules; null in editions from before them.")
    officer: DpoContact = says("The data protection officer.")
    changes: list[RegisterText] = says("What this edition changed, and why.")
    sheets: list[ProcessingSheet] = says("The processings.")
    measures: list[RegisterText] = says("Security measures that are on here (art. 32), from code and settings.")
    alerts: list[RegisterAlert] = says("What the officer has to mend.")
    announced: list[RegisterAnnouncement] = says("Changes of sub-processors that were known then and came later.")
    editions: list[RegisterEdition] = says("All editions, the oldest first.")
    files: RegisterFiles = says("The same as files.")


@strawberry.type(description="One difference.")
class RegisterChange:
    """A value that differs."""

    path: str = says("Where: items of lists by their code, such as `sheets[B1].role`.")
    kind: RegisterChangeKind = says("How it differs.")
    before: str | None = says("What it was; null where it is new.")
    after: str | None = says("What it is; null where it is gone.")


@strawberry.type(description="What is different between the registers of two days.")
class RegisterDiff:
    """A comparison."""

    from_version: str | None = says("The earlier edition; null on a day before the first.")
    to_version: str | None = says("The later edition; null on a day before the first.")
    changes: list[RegisterChange] = says("Every difference.")
