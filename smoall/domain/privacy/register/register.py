"""The register as it stands on a day: an edition, joined with what the program really holds, does and uses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from smoall.domain.privacy.officer import Officer
from smoall.domain.privacy.organisation_policy import organisation_policy, whole_policy
from smoall.domain.privacy.register.edition import Edition, Processing, Text
from smoall.domain.privacy.register.holdings import Held, on_sheet
from smoall.domain.privacy.retention import Policy
from smoall.domain.privacy.sub_processor_change import SubProcessorChange
from smoall.domain.privacy.sub_processors import Sheet, SubProcessor, TransferMechanism


class AlertCode(StrEnum):
    """What the officer has to mend."""

    MECHANISM_UNKNOWN = "MECHANISM_UNKNOWN"
    MECHANISM_EXPIRED = "MECHANISM_EXPIRED"


@dataclass(frozen=True, slots=True)
class Alert:
    """A sub-processor that no valid mechanism carries on the register's day, and the sheets that rest on it."""

    code: AlertCode
    sub_processor: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A controller or a processor (GDPR art. 30(1)(a), 30(2)(a))."""

    name: str
    address: str = ""
    number: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSheet:
    """One processing: who answers for it, what was written of it, what is held for it and by whom else."""

    processing: Processing
    controller: Named
    processor: Named | None
    held: tuple[Held, ...]
    sub_processors: tuple[SubProcessor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The whole, for one organisation: Smoall's own sheet A1, and what its processor does for it."""

    edition: Edition
    on: date
    officer: Officer
    policy: Policy
    sheets: tuple[RegisterSheet, ...]
    measures: tuple[Text, ...]
    alerts: tuple[Alert, ...]
    announced: tuple[SubProcessorChange, ...] = ()
    """changes of sub-processors that are to come"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the program says of itself: data held, terms, security measures that are on, who runs it."""

    smoall: Named
    officer: Officer
    held: tuple[Held, ...]
    policy: Policy
    measures: tuple[Text, ...]


def draw_up(
    edition: Edition,
    *,
    on: date,
    facts: Facts,
    organisation: Named,
    sub_processors: Sequence[SubProcessor],
    announced: Sequence[SubProcessorChange] = (),
    terms: Policy | None = None,
) -> Register:
    """The register of ``organisation`` on a day. What the program does today is not said of an earlier edition.

    ``sub_processors`` are those of that day, ``announced`` the changes that were known then and came later; ``terms``
    of the organisation for its own records, the floors without.
    """
    held = facts.held if edition.generated else ()
    return Register(
        edition=edition,
        on=on,
        officer=facts.officer,
        policy=whole_policy(facts.policy, terms or organisation_policy()),
        sheets=tuple(_sheet(one, held, facts.smoall, organisation, sub_processors) for one in edition.processings),
        measures=facts.measures if edition.generated else (),
        alerts=tuple(alerts_of(sub_processors, on=on)),
        announced=tuple(announced),
    )


def alerts_of(sub_processors: Sequence[SubProcessor], *, on: date) -> Iterator[Alert]:
    """One for each that an unknown mechanism carries, or one that is not valid on that day (GDPR art. 44)."""
    for one in sub_processors:
        if not one.is_confirmed(on=on):
            unknown = one.mechanism is TransferMechanism.UNKNOWN
            code = AlertCode.MECHANISM_UNKNOWN if unknown else AlertCode.MECHANISM_EXPIRED
            yield Alert(code, one.name or one.activity, one.sheets)


def _sheet(
    processing: Processing,
    held: tuple[Held, ...],
    smoall: Named,
    organisation: Named,
    sub_processors: Sequence[SubProcessor],
) -> RegisterSheet:
    # By the sheet, not by the edition's word: the slip of 2018 on B1 stands in its text, and made nobody a controller.
    own = processing.sheet is Sheet.A1
    return RegisterSheet(
        processing=processing,
        controller=smoall if own else organisation,
        processor=None if own else smoall,
        held=on_sheet(held, processing.sheet),
        sub_processors=tuple(one for one in sub_processors if processing.sheet in one.sheets),
    )
