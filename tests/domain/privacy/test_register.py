"""The register: editions by day, sheets by whose data it is, comparisons that lose nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.account_policy import account_policy
from smoall.domain.privacy.officer import Officer
from smoall.domain.privacy.register.comparing import Change, RegisterChangeKind, changes_between, flat
from smoall.domain.privacy.register.content import Content, content_of
from smoall.domain.privacy.register.edition import ProcessingRole, Purpose, Text, in_force
from smoall.domain.privacy.register.holdings import Held
from smoall.domain.privacy.register.register import Alert, AlertCode, Facts, Named, alerts_of, draw_up
from smoall.domain.privacy.sub_processors import SUB_PROCESSORS, Activity, Sheet, SubProcessor, TransferMechanism
from smoall.infra.postgres.inventory import inventory
from smoall.infra.register import shipped_editions

TODAY = date(2026, 11, 26)
EDITIONS = shipped_editions()
FACTS = Facts(
    smoall=Named(name="Smoall"),
    officer=Officer(name="O", email="o@smoall.example", phone=""),
    held=inventory(),
    policy=account_policy(),
    measures=(),
)


def content(*, on: date = TODAY, held: tuple[Held, ...] = FACTS.held, language: Language = Language.EN) -> Content:
    edition = in_force(EDITIONS, on=on)
    assert edition is not None
    facts = replace(FACTS, held=held)
    register = draw_up(edition, on=on, facts=facts, organisation=Named(name="Atelier"), sub_processors=SUB_PROCESSORS)
    return content_of(register, language=language)


def test_an_edition_is_in_force_from_its_day_until_the_next() -> None:
    found = [in_force(EDITIONS, on=day) for day in (date(2018, 5, 21), date(2018, 5, 22), date(2026, 11, 25), TODAY)]
    assert [one and one.version for one in found] == [None, "2018-05-22", "2018-05-22", "2026-11-26"]


def test_the_controller_is_smoall_on_a1_and_the_organisation_on_all_others() -> None:
    sheets = content()["sheets"]
    assert [(one["code"], one["role"], one["controller"]["name"]) for one in sheets] == [
        ("A1", "CONTROLLER", "Smoall"),
        ("B1", "PROCESSOR", "Atelier"),
        ("B2", "PROCESSOR", "Atelier"),
        ("B3", "PROCESSOR", "Atelier"),
    ]
    assert [one["processor"] and one["processor"]["name"] for one in sheets] == [None, *["Smoall"] * 3]


def test_the_slip_of_2018_is_kept_as_it_was_and_its_correction_is_told() -> None:
    (b1,) = [one for one in EDITIONS[0].processings if one.sheet is Sheet.B1]
    assert b1.role is ProcessingRole.CONTROLLER
    changes = changes_between(content(on=date(2020, 1, 1)), content())
    assert Change("sheets[B1].role", "CONTROLLER", "PROCESSOR") in changes
    assert any(one.path == "changes[ROLE_OF_B1].text" for one in changes)


def test_an_older_edition_claims_nothing_of_what_the_program_does_now() -> None:
    before = content(on=date(2020, 1, 1))
    assert before["policyVersion"] is None
    assert not before["measures"]
    assert not any(one["retention"] for one in before["sheets"])


@given(st.integers(0, len(FACTS.held) - 1))
def test_removing_a_declaration_changes_the_register(place: int) -> None:
    without = (*FACTS.held[:place], *FACTS.held[place + 1 :])
    changes = changes_between(content(), content(held=without))
    removed = {one.path.split("].", 2)[1].partition("[")[2] for one in changes}
    gone = FACTS.held[place]
    assert removed == {f"{gone.table}/{gone.what.subject}/{gone.what.category}"}
    assert {one.kind for one in changes} == {RegisterChangeKind.REMOVED}


values = st.one_of(st.none(), st.text("ab, é", max_size=3), st.integers(0, 9), st.dates())
leaves = st.dictionaries(st.sampled_from(["code", "name", "text"]), st.text("xyz", min_size=1, max_size=2), min_size=1)
lists = st.lists(leaves.map(lambda one: {"code": "c", **one}), max_size=4, unique_by=lambda one: one["code"])
contents = st.dictionaries(st.sampled_from("abcd"), st.one_of(values, lists, st.lists(st.text("pq", min_size=1))))


@given(contents, contents)
def test_a_comparison_applied_to_the_one_gives_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    result = dict(flat(before))
    for change in changes_between(before, after):
        if change.after is None:
            del result[change.path]
        else:
            result[change.path] = change.after
    assert result == flat(after)


@given(contents)
def test_nothing_differs_from_itself(one: dict[str, Any]) -> None:
    assert changes_between(one, one) == []


def test_the_day_that_is_asked_for_is_no_difference() -> None:
    assert changes_between(content(), content(on=date(2027, 3, 1))) == []


def test_a_mechanism_that_ends_raises_an_alert_for_every_processing_that_rests_on_it() -> None:
    ends = date(2027, 1, 1)
    sheets = (Sheet.A1, Sheet.B2)
    one = SubProcessor(
        name="Post", activity=Activity.POSTAL_MAIL, sheets=sheets, mechanism=TransferMechanism.DPF, valid_to=ends
    )
    assert list(alerts_of([one], on=date(2026, 12, 31))) == []
    assert list(alerts_of([one], on=ends)) == [Alert(AlertCode.MECHANISM_EXPIRED, "Post", sheets)]


def test_who_is_not_confirmed_raises_an_alert() -> None:
    found = {(one.code, one.sub_processor) for one in alerts_of(SUB_PROCESSORS, on=TODAY)}
    assert found == {(AlertCode.MECHANISM_UNKNOWN, name) for name in ("Stripe", "Mailchimp", "Mailgun")}


@pytest.mark.parametrize("language", list(Language))
def test_every_text_of_every_edition_is_said_in_every_language(language: Language) -> None:
    for edition in EDITIONS:
        found = flat(content(on=edition.in_force_from, language=language))
        assert all(found[path] for path in found if path.endswith((".text", ".title")))


def test_a_text_that_a_language_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="not said in every language"):
        Text("X", {Language.FR: "x"})


def test_a_purpose_without_a_ground_is_refused() -> None:
    with pytest.raises(ValueError, match="no legal basis"):
        Purpose(Text("X", dict.fromkeys(Language, "x")), ())


def test_an_edition_without_a_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold the sheets"):
        replace(EDITIONS[0], processings=EDITIONS[0].processings[1:])
