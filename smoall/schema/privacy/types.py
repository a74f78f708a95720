"""What Smoall tells about the people in its data, and about who works for it."""

from datetime import date, datetime

import strawberry

from smoall.domain.privacy.receipt import Outcome
from smoall.domain.privacy.retention import Reason
from smoall.domain.privacy.sub_processors import Activity, Sheet, TransferMechanism
from smoall.schema.building import enum, says

enum(
    "A processing of the register.",
    A1="Subscriptions and access; Smoall is the controller.",
    B1="Client relations; Smoall is the processor of its customer.",
    B2="Invoicing; Smoall is the processor of its customer.",
    B3="Banks, accountants, payroll offices; Smoall is the processor of its customer.",
)(Sheet)

enum(
    "What a sub-processor does.",
    PAYMENT="Takes payments and holds the cards.",
    NEWSLETTER="Sends news, to whom consented.",
    TRANSACTIONAL_MAIL="Sends the service's letters.",
    HOSTING="Holds the servers.",
    COMPANY_INFORMATION="Tells what public registers say of companies.",
    POSTAL_MAIL="Prints and posts letters.",
)(Activity)

enum(
    "What allows personal data to be where it is (GDPR chapter V).",
    EU_EEA="It stays in the European Economic Area.",
    ADEQUACY="A decision that the country protects it as well (art. 45).",
    DPF="The EU–US Data Privacy Framework, decision (EU) 2023/1795.",
    SCC="Standard contractual clauses (art. 46(2)(c)).",
    BCR="Binding corporate rules (art. 47).",
    ART49="An exception for a single case (art. 49).",
    PRIVACY_SHIELD="The EU–US Privacy Shield, void since 16 July 2020.",
    UNKNOWN="Not confirmed by the data protection officer.",
)(TransferMechanism)


@strawberry.type(description="The data protection officer.")
class DpoContact:
    """How to reach the officer."""

    name: str = says("The officer's name.")
    email: str = says("The officer's mailbox.")
    phone: str = says("The officer's telephone.")


@strawberry.type(description="A party that processes personal data for Smoall.")
class SubProcessor:
    """One sub-processor with its protection."""

    code: str = says("What it is known by among the others, such as `HOSTING/OVH`.")
    name: str | None = says("Its name; null when the register names none.")
    activity: Activity = says("What it does.")
    sheets: list[Sheet] = says("The processings it takes part in.")
    countries: list[str] = says("Where it processes data, as ISO 3166-1 codes; empty when not confirmed.")
    mechanism: TransferMechanism = says("What allows personal data to be with it.")
    valid_from: date | None = says("The first day of that mechanism; null when not confirmed.")
    valid_to: date | None = says("The day it ends; null when it does not, or is not confirmed.")
    agreement_signed_on: date | None = says("The day of the processing agreement (art. 28(3)); null when unknown.")
    keeps_nothing: bool = says("Whether it keeps no personal data at all.")
    is_confirmed: bool = says("Whether a known mechanism carries it today.")


@strawberry.type(description="The privacy notice in force (GDPR art. 13 and 14).")
class PrivacyNotice:
    """What people are told."""

    version: str = says("Its version.")
    text: str = says("The text, in the language asked for.")
    text_sha256: str = says("SHA-256 of the text; kept as proof of what was shown.")


enum(
    "What became of a category of data.",
    ERASED="Gone, for good.",
    ANONYMISED="The row stays, with nothing of the person in it.",
    RETAINED="Kept until a day, for a reason that is cited.",
)(Outcome)

enum(
    "Why data stays, or goes.",
    SUBSCRIPTION_RUNS="What it is held for goes on.",
    GRACE="The time in which one can come back.",
    VAT_DOCUMENTS="The term for invoices and VAT books.",
    ACCOUNTING="The term for books and vouchers.",
    RELATION_TERM="The term for records of customers.",
    PROSPECT_TERM="The time after which prospects are reviewed.",
    ORGANISATION_TERM="The term that the organisation chose.",
    KEPT_AFTER_REVIEW="Somebody reviewed it and wrote down why it is still needed.",
    OPEN_BALANCE="Something is still to be paid.",
    OPEN_DISPUTE="Somebody contests it.",
    LEGAL_HOLD="A lawsuit or an inspection.",
    DRAFT_UNDER_WAY="A draft credits it.",
    DELIVERY_UNDER_WAY="A letter about it is being sent.",
    REQUEST_OPEN="A person's request about it is open.",
    DOCUMENTS_STAY="Documents that stay need it.",
    RESTRICTION="A person asked that it is only kept.",
    OBJECTION="It bears the mark of an objection, which has to be kept.",
    PROOF_OF_CONSENT="Proof of what was agreed to.",
    PROOF_OF_ANSWER="Proof of what a person was answered.",
    TRACEABILITY="Who did what must stay traceable; without a name.",
    SECURITY="The service must stay safe.",
    CUSTOMER_RECORD="The record of the company stays; only its people are anonymised.",
    TERM_IS_OVER="Its term is over.",
)(Reason)


@strawberry.type(description="What became of one category of data.")
class ErasureLine:
    """A line of a receipt."""

    category: str = says("The category, as the inventory names it.")
    table: str = says("Where it was kept.")
    outcome: Outcome = says("Gone, or kept.")
    count: int = says("How many rows.")
    until: date | None = says("The last day it is kept; null when gone, or no day is known yet.")
    reason: Reason | None = says("Why it is kept.")
    citation: str | None = says("The article that says so.")


@strawberry.type(description="To whom data of the person may have gone before the erasure: to be told (GDPR art. 19).")
class ErasureRecipient:
    """A line of the checklist."""

    way: str = says(
        "EMAIL and other channels of letters; EXPORT, API_KEY, APPLICATION; for an account NEWSLETTER and PAYMENTS,"
        " whose processors stand in `subProcessors`."
    )
    reference: str = says(
        "The object that shows it: `dlv_…`, `exp_…`, `key_…`, `app_…`; the organisation, `org_…`, whose payer it was;"
        " the id under which Smoall's own trail tells of the newsletter."
    )
    asked: bool = says("Whether Smoall has asked already, and a job insists until it is done; else it is yours to do.")
    at: datetime | None = says("When it went, or since when it could; null when it is not known.")


@strawberry.type(description="The receipt of an erasure. It names nobody.")
class ErasureReceipt:
    """What is gone, what stays until when and why."""

    id: strawberry.ID = says("Its own id, `rcp_…`.")
    subject: str = says("Whose erasure it is: an opaque id.")
    at: datetime = says("When.")
    policy_version: str = says("The version of the retention policy.")
    lines: list[ErasureLine] = says("Line by line.")
    downstream: list[ErasureRecipient] = says("Who else may hold the data.")


@strawberry.type(description="What one table holds about you.")
class PersonalHolding:
    """A part of the report of one's own data."""

    table: str = says("Where it is kept.")
    categories: list[str] = says("The categories of data.")
    purposes: list[str] = says("What it is for, in your language.")
    bases: list[str] = says("The legal bases (GDPR art. 6(1)).")
    retentions: list[str] = says("How long it stays.")
    sources: list[str] = says("Where it comes from.")
    recipients: list[str] = says("Who receives it.")
    withheld: list[str] = says("Columns that are named only: secrets, and what may be about other people.")
    count: int = says("How many rows.")


@strawberry.type(description="A file at a signed address.")
class PrivateDownload:
    """A signed address."""

    url: str = says("Its address; whoever has it can fetch the file.")
    expires_at: datetime = says("When the address stops working.")


@strawberry.type(description="Everything that is held about you (GDPR art. 15 and 20).")
class MyData:
    """The report of one's own data."""

    generated_at: datetime = says("When it was made.")
    holdings: list[PersonalHolding] = says("Table by table.")
    json: str = says("The whole, rows included, as one JSON document.")
    download: PrivateDownload = says("The same as a file.")


@strawberry.type(description="All records of an organisation as one zip: tables as JSON, documents, invoices as CSV.")
class OrganisationExport:
    """An export of an organisation."""

    id: strawberry.ID = says("Its own id, `exp_…`.")
    state: str = says("QUEUED, RUNNING or DONE.")
    progress: int = says("How many parts are in it so far.")
    total: int = says("How many parts it will have; 0 until it is known.")
    size: int | None = says("Its size in bytes, once it is made.")
    created_at: datetime = says("When it was asked for.")
    finished_at: datetime | None = says("When it was made.")
    download: PrivateDownload | None = says("Where to fetch it, once it is made.")
