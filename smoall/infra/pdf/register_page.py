"""The register of processing as one self-contained HTML page, in its language, ready to be printed."""

from collections.abc import Mapping
from typing import Any

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.register.content import Content
from smoall.infra.pdf.page import ACCENT, environment
from smoall.infra.register.words import Words


def register_html(content: Content) -> str:
    """The page; every text is escaped, nothing in it refers to anything outside it."""
    words = Words(Language(content["language"]))
    view = {
        **content,
        "lang": content["language"].lower(),
        "sheets": [_sheet(one, words) for one in content["sheets"]],
        "alerts": [_alert(one, words) for one in content["alerts"]],
        "announced": [_announced(one) for one in content["announced"]],
    }
    return environment().get_template("register.html").render(view=view, say=words, accent=ACCENT)


def _sheet(sheet: Content, words: Words) -> Mapping[str, Any]:
    return {
        **sheet,
        "facts": [
            (words("heading", "role"), words("role", sheet["role"])),
            (words("heading", "controller"), _party(sheet["controller"])),
            *([(words("heading", "processor"), _party(sheet["processor"]))] if sheet["processor"] else []),
        ],
        "purposes": [
            f"{one['text']} ({'; '.join(words('basis', basis) for basis in one['bases'])})" for one in sheet["purposes"]
        ],
        "retention": [_line(one, words) for one in sheet["retention"]],
        "subProcessors": [_sub_processor(one, words) for one in sheet["subProcessors"]],
    }


def _party(party: Content) -> str:
    return ", ".join(party[name] for name in ("name", "address", "number", "email") if party[name])


_COUNTED = ("years", "months", "days")


def _line(line: Content, words: Words) -> Mapping[str, Any]:
    return {
        "category": words.category(line["category"]),
        "subject": words("subject", line["subject"]),
        "where": f"{line['table']}: {', '.join(line['columns'])}",
        "basis": words("basis", line["basis"]),
        "term": words("retention", line["retention"]),
        "rules": [_term(one, words) for one in line["terms"]],
    }


def _term(term: Content, words: Words) -> str:
    kind = "closing" if term["fromClosing"] else next((one for one in _COUNTED if term[one]), "unlimited")
    parts = [words("heading", kind).format(n=next((term[one] for one in _COUNTED if term[one]), ""))]
    if term["datedFrom"]:
        parts.append(words("heading", "from").format(day=term["datedFrom"]))
    if term["datedBefore"]:
        parts.append(words("heading", "before").format(day=term["datedBefore"]))
    return f"{', '.join(parts)} – {term['citation']}"


def _sub_processor(one: Content, words: Words) -> Mapping[str, str]:
    dates = [str(one[name]) if one[name] else "…" for name in ("validFrom", "validTo")]
    validity = " – ".join(dates) if one["validFrom"] or one["validTo"] else ""
    return {
        "name": (one["name"] or words("heading", "nobody")) + _countries(one),
        "activity": words("activity", one["activity"]),
        "mechanism": words("mechanism", one["mechanism"]),
        "validity": validity if one["isConfirmed"] else words("heading", "unconfirmed"),
        "agreement": str(one["agreementSignedOn"] or "")
        or (words("heading", "keepsNothing") if one["keepsNothing"] else "–"),
    }


def _countries(one: Content) -> str:
    return f" ({', '.join(one['countries'])})" if one["countries"] else ""


def _announced(one: Content) -> str:
    return f"{one['takesEffectOn']}: {one['text']} ({', '.join(one['sheets'])})"


def _alert(alert: Content, words: Words) -> str:
    return f"{alert['subProcessor']}: {words('alert', alert['code'])} ({', '.join(alert['sheets'])})"
