"""Who processes personal data for Smoall, for what, and under which protection (GDPR art. 28(2), 28(4), 44 to 46).

As of the register of 22 May 2018, whose marks of protection are partly unreadable: what it does not tell for certain
is UNKNOWN until the data protection officer confirms it, and a date that nobody gave is absent, never made up.
The Privacy Shield, valid when the register was written, is void since 16 July 2020 (CJEU C-311/18).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

VERSION = "2026-11"
PRIVACY_SHIELD_VOID_ON = date(2020, 7, 16)


class Sheet(StrEnum):
    """A processing of the register."""

    A1 = "A1"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"


class Activity(StrEnum):
    """What a sub-processor does."""

    PAYMENT = "PAYMENT"
    NEWSLETTER = "NEWSLETTER"
    TRANSACTIONAL_MAIL = "TRANSACTIONAL_MAIL"
    HOSTING = "HOSTING"
    COMPANY_INFORMATION = "COMPANY_INFORMATION"
    POSTAL_MAIL = "POSTAL_MAIL"


class TransferMechanism(StrEnum):
    """What allows personal data to be where the sub-processor is (GDPR chapter V)."""

    EU_EEA = "EU_EEA"
    ADEQUACY = "ADEQUACY"
    DPF = "DPF"
    SCC = "SCC"
    BCR = "BCR"
    ART49 = "ART49"
    PRIVACY_SHIELD = "PRIVACY_SHIELD"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubProcessor:
    """One of them. ``name`` None: the register names none. Dates and countries are absent where nobody confirmed."""

    name: str | None
    activity: Activity
    sheets: tuple[Sheet, ...]
    mechanism: TransferMechanism
    valid_from: date | None = None
    valid_to: date | None = None
    agreement_signed_on: date | None = None
    keeps_nothing: bool = False
    countries: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """What it is known by among the others: ``HOSTING/OVH``."""
        return f"{self.activity}/{self.name or ''}"

    def is_confirmed(self, *, on: date) -> bool:
        """Whether a known mechanism carries it on that day: an expired or unknown one is for the officer to mend."""
        if self.mechanism is TransferMechanism.UNKNOWN:
            return False
        ends = self.valid_to
        if self.mechanism is TransferMechanism.PRIVACY_SHIELD:
            ends = min(ends or PRIVACY_SHIELD_VOID_ON, PRIVACY_SHIELD_VOID_ON)
        return (self.valid_from is None or self.valid_from <= on) and (ends is None or on < ends)


_ALL = (Sheet.A1, Sheet.B1, Sheet.B2, Sheet.B3)

SUB_PROCESSORS = (
    SubProcessor(name="Stripe", activity=Activity.PAYMENT, sheets=(Sheet.A1,), mechanism=TransferMechanism.UNKNOWN),
    SubProcessor(
        name="Mailchimp", activity=Activity.NEWSLETTER, sheets=(Sheet.A1,), mechanism=TransferMechanism.UNKNOWN
    ),
    SubProcessor(
        name="Mailgun",
        activity=Activity.TRANSACTIONAL_MAIL,
        sheets=(Sheet.A1, Sheet.B1, Sheet.B2),
        mechanism=TransferMechanism.UNKNOWN,
    ),
    SubProcessor(name="OVH", activity=Activity.HOSTING, sheets=_ALL, mechanism=TransferMechanism.EU_EEA),
    SubProcessor(
        name="Data.be",
        activity=Activity.COMPANY_INFORMATION,
        sheets=(Sheet.A1, Sheet.B1, Sheet.B2),
        mechanism=TransferMechanism.EU_EEA,
    ),
    SubProcessor(
        name=None,
        activity=Activity.POSTAL_MAIL,
        sheets=(Sheet.B2,),
        mechanism=TransferMechanism.EU_EEA,
        keeps_nothing=True,
    ),
)
"""In the order of the register's sheet A1; the postal processor is of sheet B2 and bears no name there."""
