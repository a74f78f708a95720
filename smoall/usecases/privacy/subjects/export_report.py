"""The access report as a file: JSON for programs (GDPR art. 20), PDF for the person (art. 12(1), 15)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol

Report = Mapping[str, Any]


class ReportFormat(StrEnum):
    """How the file is written."""

    JSON = "json"
    PDF = "pdf"


class ReportWriter(Protocol):
    """Writes a report down."""

    async def write(self, report: Report, *, form: ReportFormat) -> bytes:
        """The bytes of the file. Raises Unavailable PDF_UNAVAILABLE where no PDF can be made now."""
        ...
