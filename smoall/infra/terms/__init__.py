"""The terms of service in force, as texts beside this file."""

from collections.abc import Mapping
from importlib.resources import files

from smoall.domain.kernel.language import Language

VERSION = "2026-11"


class CurrentTerms:
    """The version in force; registering with another one is refused."""

    def __init__(self) -> None:
        folder = files(__name__)
        self._texts = {language: (folder / f"{language.value.lower()}.md").read_text("utf-8") for language in Language}

    @property
    def version(self) -> str:
        """Their version."""
        return VERSION

    @property
    def texts(self) -> Mapping[Language, str]:
        """Their text by language."""
        return self._texts
