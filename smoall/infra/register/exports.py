"""The register as JSON for programs and as CSV for spreadsheets: the same content, the same codes."""

import csv
import io
from collections.abc import Iterator

import orjson

from smoall.domain.privacy.register.comparing import flat
from smoall.domain.privacy.register.content import Content

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(content: Content) -> bytes:
    """Indented JSON; dates as ISO 8601."""
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def as_csv(content: Content) -> bytes:
    """One line per value: sheet, part, item, field, value. UTF-8 with a mark, for spreadsheets read none without it;
    what they would take for a formula gets an apostrophe."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(("sheet", "part", "item", "field", "value"))
    for line in _lines(content):
        out.writerow([_harmless(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _lines(content: Content) -> Iterator[tuple[str, str, str, str, str]]:
    yield "", "on", "", "", str(content["on"])
    for name in ("version", "inForceFrom", "policyVersion", "officer"):
        for path, value in flat({name: content[name]}).items():
            yield "", name, "", path.removeprefix(name).lstrip("."), value
    for sheet in content["sheets"]:
        for name, part in sheet.items():
            yield from _part(sheet["code"], name, part)
    for name in ("measures", "alerts", "announced", "changes"):
        yield from _part("", name, content[name])


def _part(sheet: str, name: str, part: object) -> Iterator[tuple[str, str, str, str, str]]:
    if not isinstance(part, list):
        for path, value in flat({name: part}).items():
            yield sheet, name, "", path.removeprefix(name).lstrip("."), value
        return
    for item in part:
        for field, value in flat(item).items():
            yield sheet, name, item["code"], field, value


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
