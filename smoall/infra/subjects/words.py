"""The words of the report to a person, read once from ``words.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from smoall.domain.kernel.language import Language
from smoall.infra.register.words import Words


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of one language; a heading that is missing is a KeyError."""

    language: Language

    def __call__(self, kind: str, code: str) -> str:
        """How ``code`` of that kind is said."""
        return str(_all()[kind][code][self.language.lower()])

    def known(self, kind: str, code: str) -> bool:
        """Whether there are words for it."""
        return code in _all()[kind]

    def named(self, kind: str, code: str) -> str:
        """The same; what has no words is named as it is, so that nothing held is left out for want of a word."""
        return self(kind, code) if self.known(kind, code) else code.replace("_", " ")

    @property
    def of_register(self) -> Words:
        """Those that the register of processing uses: categories, bases, retentions."""
        return Words(self.language)


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("smoall.infra.subjects") / "words.toml").read_text("utf-8"))
