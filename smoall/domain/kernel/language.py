"""The four languages in which people and documents are addressed."""

from enum import StrEnum


class Language(StrEnum):
    """Belgium's three official languages, and English."""

    FR = "FR"
    NL = "NL"
    DE = "DE"
    EN = "EN"
