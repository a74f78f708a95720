"""Export an organisation (GDPR art. 20 and 28(3)(g)): every table as JSON, every PDF and UBL, the invoices as CSV."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from smoall.domain.kernel.errors import NotFound
from smoall.usecases.actor import Actor
from smoall.usecases.files import FileStore
from smoall.usecases.privacy.endings import Export
from smoall.usecases.unit import Unit, Units

_COLUMNS = (
    *("number", "kind", "issued_on", "due_on", "buyer", "vat_number", "currency", "net", "vat", "gross"),
    *("paid", "credited", "balance", "state", "structured_communication", "processing_opposed_since"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EACH = 25  # files between two notes of the progress


async def export_organisation(units: Units, actor: Actor, export_id: UUID, *, files: FileStore) -> None:
    """Make the export and keep it as one zip; run again, it starts anew. Raises NotFound EXPORT_NOT_FOUND."""
    async with units.begin(actor, request_id=f"export:{export_id.hex}") as unit:
        export = await unit.endings.export(export_id)
        if export is None:
            raise NotFound("EXPORT_NOT_FOUND")
        names, stored = unit.endings.tables(), await unit.endings.files()
    if export.state == "DONE":
        return
    export = replace(export, state="RUNNING", progress=0, total=len(names) + len(stored))
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        packing = _Packing(units, actor, export, archive)
        for name in names:
            await packing.table(name)
        for name, sha256 in stored:
            await packing.file(name, await files.get(sha256))
        packing.close()
    content = whole.getvalue()
    sha256 = await files.put(content)
    async with units.begin(actor, request_id=f"export:{export_id.hex}") as unit:
        done = replace(export, state="DONE", progress=export.total, size=len(content), sha256=sha256)
        await unit.endings.note_export(replace(done, finished_at=unit.now))
        await unit.commit()


class _Packing:
    """One zip being filled, with its list of contents."""

    def __init__(self, units: Units, actor: Actor, export: Export, archive: zipfile.ZipFile) -> None:
        self._units = units
        self._actor = actor
        self._export = export
        self._archive = archive
        self._contents: dict[str, str] = {}
        self._opposed: dict[Any, Any] = {}

    async def table(self, name: str) -> None:
        """One table as JSON; the documents also as CSV."""
        async with self._begin() as unit:
            rows = [row async for part in unit.endings.rows(name) for row in part]
            await self._step(unit)
        self._put(f"tables/{name}.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str).encode())
        if name == "company":  # it comes before the documents, which refer to it
            self._opposed = {row["id"]: row["opposed_since"] for row in rows}
        if name == "document":
            marked = [{**row, "processing_opposed_since": self._opposed.get(row["company_id"])} for row in rows]
            self._put("invoices.csv", _csv(marked))

    async def file(self, name: str, content: bytes) -> None:
        """One PDF or UBL."""
        self._put(f"documents/{_unused(self._contents, _safe(name))}", content)
        self._export = replace(self._export, progress=self._export.progress + 1)
        if self._export.progress % _EACH == 0:
            async with self._begin() as unit:
                await unit.endings.note_export(self._export)
                await unit.commit()

    def close(self) -> None:
        """The list of contents, with the SHA-256 of each."""
        self._archive.writestr("contents.json", json.dumps(self._contents, indent=1))

    async def _step(self, unit: Unit) -> None:
        self._export = replace(self._export, progress=self._export.progress + 1)
        await unit.endings.note_export(self._export)
        await unit.commit()

    def _put(self, path: str, content: bytes) -> None:
        self._contents[path] = hashlib.sha256(content).hexdigest()
        self._archive.writestr(path, content)

    def _begin(self) -> Any:
        return self._units.begin(self._actor, request_id=f"export:{self._export.id.hex}")


def _csv(documents: Sequence[Mapping[str, Any]]) -> bytes:
    """Issued documents for a spreadsheet: UTF-8 with a mark, semicolons, no text that would be run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in sorted((row for row in documents if row["number"]), key=lambda row: (row["issued_on"], row["number"])):
        buyer = one["buyer"] or {}
        known = {**one, "buyer": buyer.get("name"), "vat_number": buyer.get("vat_number")}
        writer.writerow([_harmless(known.get(column)) for column in _COLUMNS])
    return "\ufeff".encode() + out.getvalue().encode()


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int | float) else text


def _safe(name: str) -> str:
    return "".join(character if character.isalnum() or character in "-_." else "_" for character in name).lstrip(".")


def _unused(contents: Mapping[str, str], name: str) -> str:
    stem, _, ending = name.rpartition(".")
    count, found = 1, name
    while f"documents/{found}" in contents:
        count += 1
        found = f"{stem}-{count}.{ending}"
    return found
