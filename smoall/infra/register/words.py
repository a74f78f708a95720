"""The words of the printed register, read once from ``words.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; one that is missing is a KeyError, never an empty cell."""

    language: Language

    def __call__(self, kind: str, code: str) -> str:
        """How ``code`` of that kind is said."""
        return str(_all()[kind][code][self.language.lower()])

    def category(self, name: str) -> str:
        """A category of the inventory; the inventory's own English where it has no words yet."""
        return self("category", name) if name in _all()["category"] else name


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("smoall.infra.register") / "words.toml").read_text("utf-8"))
