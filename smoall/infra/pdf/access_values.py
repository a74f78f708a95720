"""The stored values of a person's rows, written as people read them: dates, moments and codes in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from smoall.domain.kernel.language import Language
from smoall.infra.pdf import formats
from smoall.infra.subjects.words import ReportWords

BRUSSELS = ZoneInfo("Europe/Brussels")
Row = Mapping[str, Any]
_MOST_CARDS, _MOST_COLUMNS = 3, 5
_CODED = frozenset(
    {
        *("language", "source", "kind", "channel", "state", "verified_method", "refusal_ground"),
        *("legal_basis", "marketing_basis", "opposed_by", "failure"),
    }
)
_AMOUNTS = frozenset({"net", "vat", "gross", "paid", "amount"})
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


@dataclass(frozen=True, slots=True)
class Card:
    """One row: what people read, and the references that only programs need."""

    facts: tuple[tuple[str, str], ...]
    technical: str

    @property
    def is_short(self) -> bool:
        """Whether it fits on a page with others, and need not be broken."""
        return sum(1 + len(value) // 80 + value.count("\n") for _, value in self.facts) <= 16


@dataclass(frozen=True, slots=True)
class Laid:
    """Rows as they are printed: a few as cards; many as a table of what differs, the rest said once."""

    cards: tuple[Card, ...] = ()
    always: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = ()
    lines: tuple[tuple[tuple[str, ...], str], ...] = ()


def laid_out(rows: Sequence[Row], words: ReportWords) -> Laid:
    """Every value of every row, however many there are; what is absent is left out."""
    columns = [name for name in rows[0] if not _technical(name) and any(_there(row.get(name)) for row in rows)]
    differing = [name for name in columns if len({_key(row.get(name)) for row in rows}) > 1]
    if len(rows) <= _MOST_CARDS or not differing or len(differing) > _MOST_COLUMNS:
        return Laid(cards=tuple(_card(row, columns, words) for row in rows))
    same = [name for name in columns if name not in differing]
    return Laid(
        always=_facts(rows[0], same, words),
        headings=tuple(words.named("column", name) for name in differing),
        lines=tuple(
            (tuple(written(name, row.get(name), words) for name in differing), _references(row, words)) for row in rows
        ),
    )


def written(name: str, value: Any, words: ReportWords) -> str:
    """A value of a column as text; empty where there is none."""
    if not _there(value):
        return ""
    if isinstance(value, bool):
        return words("heading", "yes" if value else "no")
    if isinstance(value, Mapping | list):
        return "\n".join(formats.one_line(leaf) for leaf in _leaves(value))
    if name in _AMOUNTS:
        return formats.amount_only(Decimal(str(value)), language=words.language)
    text = formats.clean(str(value))
    if name in _CODED:
        return words.named("value", text)
    if _DAY.fullmatch(text):
        return formats.day(date.fromisoformat(text), language=words.language)
    if name.endswith(("_at", "_since")) and _MOMENT.fullmatch(text):
        return moment(datetime.fromisoformat(text), words.language)
    return text


def moment(at: datetime, language: Language) -> str:
    """The day and the minute in Brussels."""
    local = at.astimezone(BRUSSELS)
    return f"{formats.day(local.date(), language=language)}, {local:%H:%M}"


def _card(row: Row, columns: Sequence[str], words: ReportWords) -> Card:
    return Card(_facts(row, columns, words), _references(row, words))


def _facts(row: Row, columns: Sequence[str], words: ReportWords) -> tuple[tuple[str, str], ...]:
    shown = [(name, row.get(name)) for name in columns if _there(row.get(name))]
    return tuple((words.named("column", name), written(name, value, words)) for name, value in shown)


def _references(row: Row, words: ReportWords) -> str:
    shown = [(name, row[name]) for name in row if _technical(name) and _there(row[name])]
    return " · ".join(f"{words.named('column', name)} {formats.one_line(str(value))}" for name, value in shown)


def _leaves(value: Any) -> Iterator[str]:
    """What stands in a value of several parts, in its order: the lines of an address."""
    if isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(part)
    elif _there(value):
        yield str(value)


def _technical(name: str) -> bool:
    return name in ("id", "version", "verified_by", "attempts") or name.endswith("_id")


def _there(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _key(value: Any) -> str:
    return repr(value)
