"""Writes the report to a person down in each form."""

import orjson

from smoall.infra.pdf.access_page import access_html, moment_of
from smoall.infra.pdf.access_values import BRUSSELS
from smoall.infra.pdf.renderer import ChildRenderer
from smoall.infra.pdf.sheet import Sheet
from smoall.usecases.privacy.subjects.export_report import Report, ReportFormat


class ReportFiles:
    """The files; the PDF is printed by a child process that ends when it has nothing to do."""

    def __init__(self, renderer: ChildRenderer) -> None:
        self._renderer = renderer

    async def write(self, report: Report, *, form: ReportFormat) -> bytes:
        """The bytes of the file. Raises Unavailable PDF_UNAVAILABLE where no PDF can be made now."""
        if form is ReportFormat.JSON:
            return orjson.dumps(report, option=orjson.OPT_INDENT_2)
        day = moment_of(report["generatedAt"]).astimezone(BRUSSELS).date()
        return await self._renderer.render_sheet(lambda: Sheet(access_html(report), b"", "", day))
