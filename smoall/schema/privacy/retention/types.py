"""How long records are kept, as the API shows it."""

from datetime import date, datetime
from enum import StrEnum

import strawberry

from smoall.domain.privacy.legal_hold import HoldGround, HoldScope
from smoall.domain.privacy.organisation_policy import RetentionCategory
from smoall.domain.privacy.retention import Disposal, Reason
from smoall.schema.building import enum, says
from smoall.schema.kernel import DateTimeComparator, Direction, IdComparator, Node
from smoall.schema.privacy.types import ErasureLine
from smoall.usecases.privacy.retention.stores import OrderState

enum(
    "Records for which an organisation may choose a term.",
    INVOICE="Issued invoices and credit notes, with their lines, files and letters.",
    VOUCHER="Payments received.",
    RELATION="Customers to whom something was issued, and their contacts.",
    PROSPECT="Companies to which nothing was ever issued, and their contacts.",
)(RetentionCategory)
enum(
    "What is done with a record.",
    KEEP="It stays.",
    ANONYMISE="Its people are anonymised; a company goes once no document needs it.",
    DELETE="It is dropped.",
)(Disposal)
enum(
    "Why records are held.",
    DISPUTE="Somebody contests them.",
    LITIGATION="A court has to do with them.",
    TAX_INSPECTION="The tax authority looks into them.",
    SUBJECT_CLAIM="A person needs them for a claim (GDPR art. 18(1)(c)).",
    OTHER="Another reason, which is written down.",
)(HoldGround)
enum(
    "What a hold is on.",
    COMPANY="A company, its contacts, its documents.",
    CONTACT="A contact, and the company they belong to.",
    DOCUMENT="An invoice with its credit notes, or one of these with its invoice, and the company.",
    PAYMENT="A payment, and what it paid.",
    PERIOD="Documents and payments dated within a period; without bounds, everything.",
)(HoldScope)
enum(
    "Where a purge stands.",
    QUEUED="It is ordered.",
    RUNNING="It is under way, slice by slice.",
    DONE="It is over, and certified.",
)(OrderState)


@strawberry.type(description="A rule about how long records are kept.")
class RetentionRule:
    """A floor or a term."""

    reason: Reason = says("Why.")
    citation: str = says("The article that says so.")
    years: int | None = says("Whole calendar years, from 1 January after the record's day.")
    months: int | None = says("Months from the record's day itself.")
    is_unlimited: bool = says("Whether it has no end.")
    from_closing: bool = says("Whether the years count from the end of the fiscal year.")
    since: date | None = says("The first day of records it applies to; null: from the beginning.")
    before: date | None = says("Records from that day on follow another rule; null: it goes on.")
    is_floor: bool = says("Whether no choice undercuts it.")


@strawberry.type(description="A term that your organisation chose.")
class RetentionChoice:
    """A choice."""

    years: int | None = says("Whole calendar years.")
    months: int | None = says("Months from the record's day itself.")
    is_unlimited: bool = says("Whether it has no end.")
    is_automatic: bool = says("Whether what is over is purged by itself, every day.")
    reason: str | None = says("Why, in your words.")
    chosen_at: datetime = says("When it was chosen.")
    chosen_by: strawberry.ID = says("Who chose it, `usr_…`.")


@strawberry.type(description="How long records of a category are kept: the longest of the rules.")
class RetentionPolicy:
    """The policy of a category."""

    category: RetentionCategory = says("Which records.")
    version: str = says("The version of the whole policy; every choice makes a new one.")
    at_end: Disposal = says("What is done once the longest rule is over.")
    rules: list[RetentionRule] = says("The rules in force.")
    choice: RetentionChoice | None = says("What your organisation chose last; null when it never did.")
    history: list[RetentionChoice] = says("All it ever chose, the latest first.")


@strawberry.type(description="Objects of one kind that are over.")
class PurgePart:
    """What goes of a kind."""

    table: str = says("The table: `document`, `payment`, `contact` or `company`.")
    action: Disposal = says("What is done with them.")
    count: int = says("How many objects; an invoice stands for its credit notes too.")
    ids: list[strawberry.ID] = says("Their ids, in order, at most `first` after the id `after`.")


@strawberry.type(description="Rows that go, in one table.")
class PurgeCount:
    """Rows of a table."""

    table: str = says("The table.")
    count: int = says("How many rows.")


@strawberry.type(description="What a purge would take, and why the rest stays.")
class PurgePreview:
    """A preview."""

    on: date = says("The day on which the records are judged.")
    policy_version: str = says("By which policy.")
    total: int = says("How many objects go.")
    parts: list[PurgePart] = says("What goes, by kind.")
    rows: list[PurgeCount] = says("All rows that go with them, by table.")
    kept: list[ErasureLine] = says("What stays, until when and why.")
    preview_token: str | None = says("Stands for just these objects; null for another day than today.")


@strawberry.type(description="A purge that was ordered.")
class PurgeRun(Node):
    """A purge."""

    id: strawberry.ID = says("Opaque id, `prg_…`.")
    state: OrderState = says("Where it stands.")
    reason: str = says("Why it was ordered.")
    policy_version: str = says("By which policy it judges.")
    judged_on: date = says("On which day.")
    total: int = says("How many objects it names.")
    done: int = says("How many of them are settled.")
    kept: int = says("How many of those stayed, for something that came meanwhile.")
    ordered_at: datetime = says("When it was ordered.")
    ordered_by: strawberry.ID | None = says("Who ordered it, `usr_…`; null: the standing order of your policy.")
    finished_at: datetime | None = says("When it was over.")


@strawberry.type(description="Rows of a table before and after a purge.")
class CertifiedCount:
    """A line of a certificate."""

    table: str = says("The table.")
    before: int = says("Rows before it.")
    after: int = says("Rows after it.")


@strawberry.type(description="The signed proof of a purge. It names nobody.")
class PurgeCertificate:
    """A certificate."""

    id: strawberry.ID = says("The purge it certifies, `prg_…`.")
    subject: str = says("Whose records: an opaque id.")
    at: datetime = says("When it was signed.")
    policy_version: str = says("By which policy.")
    counts: list[CertifiedCount] = says("Rows by table, before and after.")
    anonymised: int = says("How many people were anonymised.")
    kept: list[ErasureLine] = says("What stayed, until when and why.")
    paper: str = says("The signed file, which `scripts/verify_certificate.py` checks without any of Smoall's code.")


@strawberry.type(description="A legal hold: what it is on stays, whatever its term.")
class LegalHold(Node):
    """A hold."""

    id: strawberry.ID = says("Opaque id, `hld_…`.")
    scope: HoldScope = says("What kind of thing it is on.")
    object: strawberry.ID | None = says("The object; null for a period.")
    from_: date | None = says("The first day of the period; null: no bound.", name="from")
    to: date | None = says("The last day of the period; null: no bound.")
    ground: HoldGround = says("Why.")
    reason: str = says("Why, in your words.")
    until: date | None = says("Its last day; null: until it is released.")
    is_open: bool = says("Whether it stands today.")
    placed_at: datetime = says("When it was placed.")
    placed_by: strawberry.ID = says("Who placed it, `usr_…`.")
    released_at: datetime | None = says("When it was released.")
    released_by: strawberry.ID | None = says("Who released it, `usr_…`.")
    release_reason: str | None = says("Why it was released.")
    version: int = says("Counts the changes; give it as `expectedVersion`.")


@strawberry.input(description="Compares the ground of a hold.")
class HoldGroundComparator:
    """What can be asked of the ground."""

    eq: HoldGround | None = says("Is this.", default=None)
    in_: list[HoldGround] | None = says("Is one of these.", name="in", default=None)


@strawberry.input(description="Which holds.")
class LegalHoldWhere:
    """Filters of holds."""

    id: IdComparator | None = says("By id.", default=None)
    ground: HoldGroundComparator | None = says("By ground.", default=None)
    is_open: bool | None = says("Whether they stand today.", default=None)
    placed_at: DateTimeComparator | None = says("By when they were placed.", default=None)
    and_: list["LegalHoldWhere"] | None = says("All of these.", name="and", default=None)
    or_: list["LegalHoldWhere"] | None = says("At least one of these.", name="or", default=None)
    not_: "LegalHoldWhere | None" = says("None of this.", name="not", default=None)


@enum("What holds can be ordered by.", PLACED_AT="When they were placed.")
class LegalHoldOrderField(StrEnum):
    """Orders of holds."""

    PLACED_AT = "PLACED_AT"


@strawberry.input(description="An order of holds.")
class LegalHoldOrder:
    """One part of an order."""

    field: LegalHoldOrderField = says("By what.")
    direction: Direction = says("Which way.", default=Direction.ASC)


@strawberry.type(description="A prospect whose term is over: keep it for a reason, or let it go.")
class ProspectDue:
    """A prospect to review."""

    company: strawberry.ID = says("The company, `cmp_…`.")
    name: str = says("Its name.")
    contacts: int = says("How many of its people are known.")
    last_dealing_on: date = says("The last day on which there was anything to do with it.")
    last_day: date | None = says("The last day of its term.")
    kept_until: date | None = says("Until when a review kept it; null when none did, or without end.")
    reason: str | None = says("Why a review kept it.")


@strawberry.type(description="Prospects to review (GDPR art. 5(1)(e)).")
class ProspectReview:
    """What is due."""

    total: int = says("How many are due.")
    prospects: list[ProspectDue] = says("The longest due first.")
