"""The report to a person (GDPR art. 15) as one self-contained HTML page, in its language, ready to be printed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from smoall.domain.kernel.language import Language
from smoall.infra.pdf import formats
from smoall.infra.pdf.access_values import Laid, laid_out, moment
from smoall.infra.pdf.page import ACCENT, environment
from smoall.infra.subjects.words import ReportWords
from smoall.usecases.privacy.subjects.export_report import Report

_RIGHTS = ("rectify", "erase", "restrict", "take", "object", "withdraw", "automated")


def access_html(report: Report) -> str:
    """The page; every text is escaped, nothing in it refers to anything outside it."""
    words = ReportWords(Language(report["language"]))
    view = {
        "lang": words.language.lower(),
        "title": words("heading", "title"),
        "day": moment_of(report["generatedAt"]).date().isoformat(),
        "facts": _facts(report, words),
        "holdings": [_holding(one, words) for one in report["holdings"]],
        "mentions": [_mention(one, words) for one in report["mentions"]],
        "complete": report["mentionsComplete"],
        "recipients": [_recipient(one, words) for one in report["recipients"]],
        "rights": [words("right", one) for one in _RIGHTS],
        "ask": words("right", "ask").format(controller=_asked(report["controller"])),
    }
    return environment().get_template("access.html").render(view=view, say=words, accent=ACCENT)


def _facts(report: Report, words: ReportWords) -> list[tuple[str, list[str]]]:
    person, controller = report["person"], report["controller"]
    who = [person["name"], *person["companies"], person["email"], person["phone"]]
    responsible = [controller[name] for name in ("name", "address", "number", "email", "phone")]
    received = f"{words('heading', 'received')} {formats.day(_date(report['receivedOn']), language=words.language)}"
    made = f"{words('heading', 'made')} {moment(moment_of(report['generatedAt']), words.language)}"
    asked = [words.named("value", report["kind"]), received, made, report["request"]]
    blocks = {"person": who, "controller": responsible, "request": asked}
    return [(words("heading", name), [formats.one_line(one) for one in lines if one]) for name, lines in blocks.items()]


def _holding(one: Mapping[str, Any], words: ReportWords) -> Mapping[str, Any]:
    register = words.of_register
    told = {
        "purposes": one["purposes"],
        "bases": [_basis(basis, words) for basis in one["bases"]],
        "retentions": [register("retention", term) for term in one["retentions"]],
        "sources": one["sources"],
        "recipients": [words.named("processor", name) for name in one["recipients"]],
    }
    laid: Laid = laid_out(one["rows"], words)
    return {
        "title": words.named("table", one["table"]),
        "count": str(one["count"]) if one["complete"] else f"{one['count']} +",
        "told": [(words("heading", name), "; ".join(texts)) for name, texts in told.items()],
        "laid": laid,
    }


def _basis(code: str, words: ReportWords) -> str:
    """The register says whose basis it is; the person is told which one."""
    return words("basis", code) if words.known("basis", code) else words.of_register("basis", code)


def _mention(one: Mapping[str, Any], words: ReportWords) -> Mapping[str, str]:
    files = one["table"] == "document_file"
    fields = [name if files else words.named("column", name) for name in one["columns"]]
    return {
        "place": words.named("table", one["table"]),
        "fields": ", ".join(dict.fromkeys(fields)),
        "reference": one["object"] or "",
    }


def _recipient(one: Mapping[str, Any], words: ReportWords) -> Mapping[str, str]:
    return {
        "way": words.named("way", one["way"]),
        "day": moment(moment_of(one["at"]), words.language) if one["at"] else "",
        "reference": one["reference"],
    }


def _asked(controller: Mapping[str, Any]) -> str:
    return ", ".join(formats.one_line(controller[name]) for name in ("name", "email", "phone") if controller[name])


def moment_of(value: datetime | str) -> datetime:
    """A moment, also of a report that was read back from its JSON."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
