"""A breach: its clock, whose turn it is, shares put together, and the drafts of its notifications."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.domain.privacy.breach import (
    MOST_IDS,
    AffectedPeople,
    AffectedRows,
    Breach,
    BreachNature,
    BreachParty,
    Decision,
    Share,
    Told,
    clock_of,
    merged,
)
from smoall.domain.privacy.breach_drafts import Notifier, draft
from smoall.domain.privacy.personal_data import Subject

AWARE = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
BREACH = Breach(
    id=UUID(int=1),
    natures=(BreachNature.CONFIDENTIALITY,),
    facts="A list went to the wrong address {0}",
    effects="Unwanted letters",
    remedy="The list was taken back",
    discovered_at=AWARE,
    occurred_from=AWARE - timedelta(hours=5),
    occurred_until=None,
    recorded_at=AWARE,
    hours=72,
    notify_by=clock_of(AWARE, hours=72),
)
TOLD = Told(at=AWARE, reference=None)
WITHOUT = Decision(notify=False, reason="The list was encrypted")
SHARE = Share(
    organisation_id=HOUSE,
    rows=(AffectedRows(table="contact", categories=("contact",), subjects=(Subject.CONTACT,), rows=41),),
    people=(AffectedPeople(subject=Subject.CONTACT, count=17, ids=()),),
)


@given(hours=st.integers(1, 720), late=st.timedeltas(timedelta(microseconds=1), timedelta(days=365)))
def test_the_clock_runs_out_after_its_hours_and_not_before(hours: int, late: timedelta) -> None:
    ends = clock_of(AWARE, hours=hours)
    running = replace(BREACH, hours=hours, notify_by=ends)
    assert ends - AWARE == timedelta(hours=hours)
    assert (running.is_overdue(ends), running.is_overdue(ends + late)) == (False, True)


@pytest.mark.parametrize(
    "settled",
    [
        BREACH.notified(BreachParty.AUTHORITY, TOLD),
        BREACH.decided(BreachParty.AUTHORITY, WITHOUT),
        replace(BREACH, closed_at=AWARE),
        replace(BREACH, notify_by=None),
    ],
)
def test_it_is_not_overdue_when_the_authority_need_not_be_waited_for(settled: Breach) -> None:
    assert not settled.is_overdue(AWARE + timedelta(days=99))
    assert BREACH.decided(BreachParty.PEOPLE, WITHOUT).is_overdue(AWARE + timedelta(days=99))


@pytest.mark.parametrize("party", BreachParty)
def test_it_is_closed_when_nobody_is_owed_anything(party: BreachParty) -> None:
    settled = BREACH
    for one in BreachParty:
        if one is not party:
            settled = settled.notified(one, TOLD)
    with pytest.raises(Conflict, match="BREACH_UNDECIDED") as refused:
        settled.close(controllers=1, now=AWARE)
    assert refused.value.values == {"party": party}
    assert settled.notified(party, TOLD).close(controllers=1, now=AWARE).closed_at == AWARE


ids = st.lists(st.integers(1, 9).map(lambda number: f"ctc_{number}"), unique=True)


@given(shares=st.lists(st.tuples(st.integers(0, 50), ids), max_size=5))
def test_the_whole_is_the_sum_of_the_shares_and_counts_a_person_once(shares: list[tuple[int, list[str]]]) -> None:
    parts = [
        Share(
            organisation_id=UUID(int=index),
            rows=(AffectedRows(table="contact", categories=("contact",), subjects=(Subject.CONTACT,), rows=rows),),
            people=(AffectedPeople(subject=Subject.CONTACT, count=len(known), ids=tuple(known)),),
            entries=rows,
        )
        for index, (rows, known) in enumerate(shares)
    ]
    whole = merged(parts, organisation_id=HOUSE)
    assert sum(one.rows for one in whole.rows) == whole.entries == sum(rows for rows, _ in shares)
    assert whole.persons == len({one for _, known in shares for one in known})


def test_what_is_not_listed_is_counted() -> None:
    many = AffectedPeople(subject=Subject.CONTACT, count=5000, ids=tuple(f"ctc_{n}" for n in range(MOST_IDS)))
    whole = merged([Share(organisation_id=HOUSE, people=(many,))] * 2, organisation_id=HOUSE)
    assert (whole.persons, len(whole.people[0].ids)) == (10_000, MOST_IDS)


ASKED_FOR = {
    Language.FR: ("art. 33, § 3, a", "§ 3, b", "§ 3, c", "§ 3, d", "§ 4"),
    Language.NL: ("art. 33, lid 3, a", "lid 3, b", "lid 3, c", "lid 3, d", "lid 4"),
    Language.DE: ("Art. 33 Abs. 3 a", "Abs. 3 b", "Abs. 3 c", "Abs. 3 d", "Abs. 4"),
    Language.EN: ("art. 33(3)(a)", "33(3)(b)", "33(3)(c)", "33(3)(d)", "33(4)"),
}
SENDER = Notifier(name="Menuiserie du Canal", contact="bonjour@menuiserie.example", has_processor=True)


@pytest.mark.parametrize("language", Language)
def test_the_drafts_hold_all_that_the_law_asks_for(language: Language) -> None:
    made = draft(
        BREACH,
        SHARE,
        language=language,
        notifier=SENDER,
        officer="dpo@smoall.example",
        categories=["coordonnées"],
        now=AWARE,
    )
    assert "26/11/2026 03:00 UTC" in made.controller
    for text in (made.authority, made.controller):
        for needed in ("17", "41", "coordonnées", BREACH.facts, "Unwanted", "taken back"):
            assert needed in text
        for element in ASKED_FOR[language]:
            assert element in text
    assert ("bonjour@" in made.authority, "dpo@smoall" in made.controller, "72" in made.controller) == (True,) * 3
    for needed in (BREACH.facts, "coordonnées", "Unwanted", "taken back", "bonjour@", "contact@apd-gba.be"):
        assert needed in made.people
    assert not {"§", "lid 3"} & set(made.people)


AWARE_LINES = {
    Language.FR: "Prise de connaissance\n",
    Language.NL: "Kennisname\n",
    Language.DE: "Bekannt geworden\n",
    Language.EN: "Became aware\n",
}


@pytest.mark.parametrize("language", Language)
def test_a_controller_is_aware_from_when_its_processor_told_it(language: Language) -> None:
    told = BREACH.notified(BreachParty.CONTROLLERS, Told(at=AWARE + timedelta(hours=9), reference=None))
    smoall = replace(SENDER, has_processor=False)
    given_up = {"language": language, "officer": "dpo", "categories": [], "now": AWARE}
    line = AWARE_LINES[language]
    for breach, who, at in ((told, SENDER, "26/11/2026 12:00"), (BREACH, SENDER, "["), (told, smoall, "26/11/2026 03")):
        assert line + at in draft(breach, SHARE, notifier=who, **given_up).authority  # type: ignore[arg-type]
    assert f"{line}26/11/2026 03" in draft(told, SHARE, notifier=SENDER, **given_up).controller  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "gap", "late"),
    [
        (Language.FR, "[à compléter]", "Motifs du retard"),
        (Language.NL, "[aan te vullen]", "vertraging (art. 33, lid 1)"),
        (Language.DE, "[zu ergänzen]", "Begründung der Verzögerung"),
        (Language.EN, "[to be completed]", "Reasons for the delay"),
    ],
)
def test_what_is_not_known_is_left_to_be_completed_and_a_delay_has_to_be_explained(
    language: Language, gap: str, late: str
) -> None:
    unknown = replace(BREACH, effects=None, remedy=None)
    nobody = replace(SENDER, contact=None)
    given_up = {"language": language, "notifier": nobody, "officer": "dpo", "categories": []}
    made = draft(unknown, SHARE, now=AWARE, **given_up)  # type: ignore[arg-type]
    assert (made.authority.count(gap), made.people.count(gap)) == (5, 4)
    assert late not in made.authority
    assert late in draft(unknown, SHARE, now=AWARE + timedelta(hours=73), **given_up).authority  # type: ignore[arg-type]
