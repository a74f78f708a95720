"""The editions of the register that come along, as TOML in ``editions``; an older one is never written again."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.personal_data import Basis
from smoall.domain.privacy.register.edition import Edition, Processing, ProcessingRole, Purpose, Text
from smoall.domain.privacy.sub_processors import Sheet

Table = Mapping[str, Any]


@cache
def shipped_editions() -> tuple[Edition, ...]:
    """All of them, the oldest first. Raises ValueError or KeyError where a file is not whole."""
    found = [one for one in (files(__name__) / "editions").iterdir() if one.name.endswith(".toml")]
    editions = [read_edition(one.read_text("utf-8")) for one in found]
    return tuple(sorted(editions, key=lambda one: one.in_force_from))


def read_edition(text: str) -> Edition:
    """An edition written as TOML."""
    table = tomllib.loads(text)
    return Edition(
        version=table["version"],
        in_force_from=table["in-force-from"],
        generated=table["generated"],
        changes=_texts(table, "change"),
        processings=tuple(_processing(one) for one in table["processing"]),
    )


@cache
def measure_texts() -> Mapping[str, Table]:
    """What is said of each measure, by its code; places in braces are filled with facts."""
    return MappingProxyType(tomllib.loads((files(__name__) / "measures.toml").read_text("utf-8")))


def measure(code: str, **facts: object) -> Text:
    """A measure with its facts."""
    words = words_of(measure_texts()[code])
    return Text(code, {language: text.format(**facts) for language, text in words.items()})


def words_of(table: Table) -> Mapping[Language, str]:
    """The four languages of a table. Raises KeyError where one is missing."""
    return MappingProxyType({language: table[language.lower()] for language in Language})


def _texts(table: Table, name: str) -> tuple[Text, ...]:
    return tuple(Text(one["code"], words_of(one)) for one in table.get(name, ()))


def _processing(table: Table) -> Processing:
    purposes = table["purpose"]
    return Processing(
        sheet=Sheet(table["sheet"]),
        role=ProcessingRole(table["role"]),
        title=words_of(table["title"]),
        purposes=tuple(
            Purpose(Text(one["code"], words_of(one)), tuple(Basis(each) for each in one["bases"])) for one in purposes
        ),
        people=_texts(table, "person"),
        recipients=_texts(table, "recipient"),
        sources=_texts(table, "source"),
        stated=_texts(table, "stated"),
    )
