"""What Smoall tells about the people in its data, and about who works for it."""

from datetime import date

import strawberry

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

    name: str | None = says("Its name; null when the register names none.")
    activity: Activity = says("What it does.")
    sheets: list[Sheet] = says("The processings it takes part in.")
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
