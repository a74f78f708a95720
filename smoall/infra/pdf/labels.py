"""The words of a printed document in its language, read once from ``labels.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language; a word that is missing is a KeyError, never an empty cell."""

    words: dict[str, str]
    vat_names: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def vat_name(self, vat: Vat) -> str:
        """Why there is no VAT, in a word or two; empty where the rate says it all."""
        return "" if vat.category is VatCategory.STANDARD else self.vat_names[vat.category.value]


@cache
def labels_of(language: Language) -> Labels:
    """The words of ``language``."""
    tables: dict[str, Any] = dict(_all()[language.value])
    return Labels(words=tables, vat_names=tables.pop("vat_names"))


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads((files("smoall.infra.pdf") / "labels.toml").read_text(encoding="utf-8"))
