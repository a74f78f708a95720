"""The privacy notice in force (GDPR art. 13 and 14), as texts beside this file."""

from collections.abc import Mapping
from importlib.resources import files

from smoall.domain.kernel.language import Language

VERSION = "2026-11"


class CurrentPrivacyNotice:
    """The version in force, with the data protection officer's contact in it."""

    def __init__(self, *, officer: str) -> None:
        folder = files(__name__)
        self._texts = {
            language: (folder / f"{language.value.lower()}.md").read_text("utf-8").replace("{officer}", officer)
            for language in Language
        }

    @property
    def version(self) -> str:
        """Its version."""
        return VERSION

    @property
    def texts(self) -> Mapping[Language, str]:
        """Its text by language."""
        return self._texts
