"""What the program holds of people, table by table, and to which sheet of the register it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from smoall.domain.privacy.personal_data import PersonalData, Subject
from smoall.domain.privacy.retention import Holding, Policy, Rule
from smoall.domain.privacy.sub_processors import Sheet


class RowFate(StrEnum):
    """What becomes of the rows of a table."""

    GOES = "GOES"
    GOES_IN_PART = "GOES_IN_PART"
    EMPTIED = "EMPTIED"
    STAYS = "STAYS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Columns of a table that hold the same kind of data.

    ``on_erasure`` is what erasing the person does to their rows (None: no erasure of a person reaches the table),
    ``at_end`` what the end of an organisation does (None: the table belongs to no organisation), ``holdings`` the rules
    by which a purge judges the rows.
    """

    table: str
    columns: tuple[str, ...]
    what: PersonalData
    on_erasure: RowFate | None = None
    at_end: RowFate | None = None
    holdings: tuple[Holding, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """The one sheet it belongs to."""
        return sheet_of(self.table, self.what)

    def rules(self, policy: Policy) -> tuple[Rule, ...]:
        """The floors and terms that a purge applies to it."""
        return tuple(rule for rule in policy.rules if rule.holding in self.holdings)


_INVOICING = ("document", "delivery", "payment")
_SMOALL_S_OWN = ("inbox",)
_BY_SUBJECT = {
    Subject.USER: Sheet.A1,
    Subject.ORGANISATION: Sheet.A1,
    Subject.CUSTOMER: Sheet.B1,
    Subject.CONTACT: Sheet.B1,
}


def sheet_of(table: str, what: PersonalData) -> Sheet:
    """B2 for what belongs to invoices, else by whose data it is: Smoall's users and subscribers are of A1, the people
    in its customers' records of B1."""
    if table in _SMOALL_S_OWN:
        return Sheet.A1
    if table in _INVOICING or table.startswith("document_"):
        return Sheet.B2
    return _BY_SUBJECT[what.subject]


def on_sheet(held: Sequence[Held], sheet: Sheet) -> tuple[Held, ...]:
    """What belongs to a sheet, by category and table."""
    found = [one for one in held if one.sheet is sheet]
    return tuple(sorted(found, key=lambda one: (one.what.subject, one.what.category, one.table)))
