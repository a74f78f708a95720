"""The paper that tells a person what is held about them: every value in words, nothing left out, nothing run."""

from typing import Any

import pytest

from smoall.domain.kernel.language import Language
from smoall.infra.pdf.access_page import access_html
from smoall.infra.pdf.access_values import laid_out, written
from smoall.infra.subjects.words import ReportWords

FR = ReportWords(Language.FR)


def report(language: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A report of one table, as it is read back from JSON."""
    return {
        "request": "sbr_1",
        "kind": "ACCESS",
        "receivedOn": "2026-11-20",
        "generatedAt": "2026-11-26T03:00:00+00:00",
        "language": language,
        "controller": {"name": "Atelier", "address": "Rue Haute 1", "number": "1", "email": None, "phone": None},
        "person": {"name": "<b>Xenia</b>", "email": None, "phone": None, "companies": []},
        "holdings": [
            {
                "table": "contact",
                "categories": ["contact"],
                "purposes": ["relation"],
                "bases": ["CONTROLLER"],
                "retentions": ["RELATION"],
                "sources": ["yourself"],
                "recipients": ["OVH"],
                "count": len(rows),
                "complete": True,
                "rows": rows,
            }
        ],
        "mentions": [{"table": "document", "object": "inv_1", "columns": ["note"]}],
        "mentionsComplete": False,
        "recipients": [{"way": "EXPORT", "reference": "exp_1", "at": None}],
    }


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("FR", "Ce que nous savons de vous"),
        ("NL", "Wat wij over u weten"),
        ("DE", "Was wir über Sie wissen"),
        ("EN", "What we hold about you"),
    ],
)
def test_it_speaks_the_language_and_runs_nothing(language: str, title: str) -> None:
    page = access_html(report(language, [{"id": "1", "name": "<script>x</script>", "email": "x@y.be"}]))
    assert title in page
    assert "contact@apd-gba.be" in page
    assert "<script" not in page
    assert "<b>Xenia" not in page
    assert "x@y.be" in page


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("language", "NL", "néerlandais"),
        ("created_at", "2026-11-26T03:00:00+00:00", "26\N{NO-BREAK SPACE}novembre\N{NO-BREAK SPACE}2026, 04:00"),
        ("received_on", "2026-11-26", "26\N{NO-BREAK SPACE}novembre\N{NO-BREAK SPACE}2026"),
        ("name", "NONE", "NONE"),
        ("buyer", {"name": "Xenia", "address": {"city": "Gent", "street": ""}}, "Xenia\nGent"),
        ("natural_person", True, "oui"),
        ("phone", None, ""),
        ("gross", 1364.5, "1\N{NARROW NO-BREAK SPACE}364,50"),
        ("unheard_of", "as it is", "as it is"),
    ],
)
def test_a_value_is_written_as_people_read_it(column: str, value: object, shown: str) -> None:
    assert written(column, value, FR) == shown


def test_of_many_rows_what_is_the_same_is_said_once_and_all_the_rest_stands_there() -> None:
    rows = [
        {"id": f"id{n}", "channel": "EMAIL", "recipient": "x@y.be", "sent_at": f"2026-01-{n:02}"} for n in range(1, 31)
    ]
    laid = laid_out(rows, FR)
    assert [label for label, _ in laid.always] == ["Par", "Envoyé à"]
    assert len(laid.lines) == 30
    assert all(f"id{n}" in laid.lines[n - 1][1] for n in range(1, 31))
    assert len({cells for cells, _ in laid.lines}) == 30
