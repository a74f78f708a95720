"""The register as a file: PDF for people, CSV for spreadsheets, JSON for programs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.register.content import Content, content_of
from smoall.usecases.privacy.register.processing_register import RegisterSource, register_on
from smoall.usecases.unit import Unit


class FileFormat(StrEnum):
    """How the file is written."""

    PDF = "pdf"
    CSV = "csv"
    JSON = "json"


class RegisterWriter(Protocol):
    """Writes a register down."""

    async def write(self, content: Content, *, form: FileFormat) -> bytes:
        """The bytes of the file. Raises Unavailable PDF_UNAVAILABLE where no PDF can be made now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPress:
    """What the register is made of, and who writes it down."""

    source: RegisterSource
    writer: RegisterWriter


async def register_content(unit: Unit, source: RegisterSource, *, on: date, language: Language) -> Content | None:
    """The content of the register of the unit's organisation; None before the first edition. Whoever asks was let in
    by a signed address, or works at the machine itself."""
    register = await register_on(unit, source, on)
    return content_of(register, language=language) if register else None
