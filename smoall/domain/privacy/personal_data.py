"""The inventory of personal data: what a stored column says about whom, why it is held, and what erasure leaves.

One declaration per column (``Column.info["personal"]``) drives the processing register, the access report, erasure,
purge and log redaction (GDPR art. 5(2), 15, 17, 30). A column without one is refused by the test run.
"""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """Whose data it is."""

    USER = "USER"
    CUSTOMER = "CUSTOMER"
    CONTACT = "CONTACT"
    ORGANISATION = "ORGANISATION"


class Basis(StrEnum):
    """Why it may be held (GDPR art. 6(1))."""

    CONTRACT = "CONTRACT"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    LEGITIMATE_INTEREST = "LEGITIMATE_INTEREST"
    CONSENT = "CONSENT"
    CONTROLLER = "CONTROLLER"


class Retention(StrEnum):
    """How long it stays; the periods themselves are versioned rules (VAT Code art. 60: ten years for invoices)."""

    SUBSCRIPTION = "SUBSCRIPTION"
    TEN_YEARS = "TEN_YEARS"
    RELATION = "RELATION"
    ONE_YEAR = "ONE_YEAR"
    NINETY_DAYS = "NINETY_DAYS"
    THIRTY_DAYS = "THIRTY_DAYS"
    ONE_DAY = "ONE_DAY"


class Erasure(StrEnum):
    """What erasing the person does to the value. Values are erased, never hashed."""

    EMPTY = "EMPTY"
    REPLACE = "REPLACE"
    DROP_ROW = "DROP_ROW"
    KEEP_LEGAL = "KEEP_LEGAL"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a column holds of a person. ``secret`` values never reach a log, an export or a screen."""

    category: str
    subject: Subject
    basis: Basis
    retention: Retention
    erasure: Erasure
    secret: bool = False


USER_IDENTITY = PersonalData("identity", Subject.USER, Basis.CONTRACT, Retention.SUBSCRIPTION, Erasure.REPLACE)
CREDENTIAL = PersonalData(
    "credential", Subject.USER, Basis.CONTRACT, Retention.SUBSCRIPTION, Erasure.DROP_ROW, secret=True
)
DEVICE = PersonalData("device", Subject.USER, Basis.CONTRACT, Retention.SUBSCRIPTION, Erasure.DROP_ROW)
PROOF_OF_CONSENT = PersonalData(
    "proof of consent", Subject.USER, Basis.LEGAL_OBLIGATION, Retention.SUBSCRIPTION, Erasure.KEEP_LEGAL
)
ORGANISATION_IDENTITY = PersonalData(
    "identity", Subject.ORGANISATION, Basis.CONTRACT, Retention.SUBSCRIPTION, Erasure.KEEP_LEGAL
)
CUSTOMER_IDENTITY = PersonalData("identity", Subject.CUSTOMER, Basis.CONTROLLER, Retention.RELATION, Erasure.KEEP_LEGAL)
CUSTOMER_REACH = PersonalData("contact", Subject.CUSTOMER, Basis.CONTROLLER, Retention.RELATION, Erasure.EMPTY)
CUSTOMER_CONTACT = PersonalData("contact", Subject.CONTACT, Basis.CONTROLLER, Retention.RELATION, Erasure.EMPTY)
BILLING = PersonalData("billing", Subject.CUSTOMER, Basis.LEGAL_OBLIGATION, Retention.TEN_YEARS, Erasure.KEEP_LEGAL)
FREE_TEXT = PersonalData("free text", Subject.CONTACT, Basis.CONTROLLER, Retention.TEN_YEARS, Erasure.KEEP_LEGAL)
TRACE = PersonalData("trace of actions", Subject.USER, Basis.LEGITIMATE_INTEREST, Retention.TEN_YEARS, Erasure.EMPTY)
CONNECTION_TRACE = PersonalData(
    "connection", Subject.USER, Basis.LEGITIMATE_INTEREST, Retention.THIRTY_DAYS, Erasure.DROP_ROW
)
ATTEMPT_TRACE = PersonalData("connection", Subject.USER, Basis.LEGITIMATE_INTEREST, Retention.ONE_DAY, Erasure.DROP_ROW)
ACCOUNT_LETTER = PersonalData(
    "letter about the account", Subject.USER, Basis.CONTRACT, Retention.THIRTY_DAYS, Erasure.DROP_ROW
)
AUDIENCE_MEMBER = PersonalData(
    "place in the newsletter's audience", Subject.USER, Basis.CONSENT, Retention.SUBSCRIPTION, Erasure.DROP_ROW
)
DO_NOT_WRITE = PersonalData(
    "mailbox not to write to",
    Subject.USER,
    Basis.LEGITIMATE_INTEREST,
    Retention.RELATION,
    Erasure.KEEP_LEGAL,
    secret=True,
)
INVITED_PERSON = PersonalData(
    "invitation", Subject.USER, Basis.LEGITIMATE_INTEREST, Retention.SUBSCRIPTION, Erasure.DROP_ROW
)
SUBSCRIBER = PersonalData("way to pay", Subject.ORGANISATION, Basis.CONTRACT, Retention.SUBSCRIPTION, Erasure.EMPTY)
OBJECTION = PersonalData("objection", Subject.CONTACT, Basis.LEGAL_OBLIGATION, Retention.RELATION, Erasure.KEEP_LEGAL)
OBJECTION_LIST = PersonalData(
    "pseudonymous list of objections",
    Subject.CONTACT,
    Basis.LEGAL_OBLIGATION,
    Retention.RELATION,
    Erasure.KEEP_LEGAL,
    secret=True,
)
SUBJECT_REQUEST = PersonalData(
    "request about data", Subject.CONTACT, Basis.LEGAL_OBLIGATION, Retention.RELATION, Erasure.EMPTY
)
BREACH = PersonalData(
    "record of a breach", Subject.CONTACT, Basis.LEGAL_OBLIGATION, Retention.RELATION, Erasure.KEEP_LEGAL
)
ANSWER = PersonalData(
    "answer to a request", Subject.CONTACT, Basis.LEGAL_OBLIGATION, Retention.ONE_YEAR, Erasure.DROP_ROW
)
SUB_PROCESSOR_OBJECTION = PersonalData(
    "objection to a sub-processor", Subject.ORGANISATION, Basis.CONTRACT, Retention.SUBSCRIPTION, Erasure.KEEP_LEGAL
)
PROVIDER_EVENT = PersonalData(
    "provider event", Subject.CONTACT, Basis.CONTRACT, Retention.NINETY_DAYS, Erasure.DROP_ROW
)
COPY_OF_ANSWER = PersonalData("copy of an answer", Subject.CONTACT, Basis.CONTRACT, Retention.ONE_DAY, Erasure.DROP_ROW)
