"""Writes the register down in each form."""

from smoall.domain.privacy.register.content import Content
from smoall.infra.pdf.register_page import register_html
from smoall.infra.pdf.renderer import ChildRenderer
from smoall.infra.pdf.sheet import Sheet
from smoall.infra.register.exports import as_csv, as_json
from smoall.usecases.privacy.register.export_register import FileFormat


class RegisterFiles:
    """The files; the PDF is printed by a child process that ends when it has nothing to do."""

    def __init__(self, renderer: ChildRenderer) -> None:
        self._renderer = renderer

    async def write(self, content: Content, *, form: FileFormat) -> bytes:
        """The bytes of the file. Raises Unavailable PDF_UNAVAILABLE where no PDF can be made now."""
        if form is FileFormat.JSON:
            return as_json(content)
        if form is FileFormat.CSV:
            return as_csv(content)
        return await self._renderer.render_sheet(lambda: Sheet(register_html(content), b"", "", content["on"]))
