"""The life of a case, and the day by which it must be answered."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.refusals import CITATIONS, check_ground, refusal_text
from smoall.domain.privacy.subject_request import (
    TRANSITIONS,
    IdentityMethod,
    RefusalGround,
    RequestAction,
    RequestChannel,
    RequestKind,
    RequestState,
    SubjectRequest,
    due_date,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
BY = UUID(int=7)
DAYS = st.dates(min_value=date(2018, 5, 25), max_value=date(2099, 12, 31))


def case(**changes: object) -> SubjectRequest:
    """A case of today."""
    received = date(2026, 11, 26)
    request = SubjectRequest(
        id=UUID(int=1),
        kind=RequestKind.ACCESS,
        person_name="Jan Peeters",
        person_email=None,
        person_phone=None,
        contact_id=None,
        language=Language.NL,
        channel=RequestChannel.EMAIL,
        received_on=received,
        due_on=due_date(received),
    )
    return replace(request, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 26), date(2026, 12, 28)),  # a Saturday
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 11, 25), date(2026, 12, 28)),  # Christmas, a Friday
        (date(2026, 3, 6), date(2026, 4, 7)),  # Easter Monday
        (date(2026, 4, 14), date(2026, 5, 15)),  # Ascension, a Thursday
        (date(2026, 9, 15), date(2026, 10, 15)),
    ],
)
def test_an_answer_is_due_in_a_month_on_a_working_day(received: date, due: date) -> None:
    assert due_date(received) == due


@given(DAYS, st.integers(min_value=1, max_value=3))
def test_the_day_is_never_earlier_than_the_month_and_soon_after(received: date, months: int) -> None:
    due = due_date(received, months=months)
    assert due.weekday() < 5
    assert timedelta(days=28 * months) <= due - received <= timedelta(days=31 * months + 5)


@given(DAYS, DAYS)
def test_who_asked_earlier_is_never_due_later(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert due_date(earlier) <= due_date(later)


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("action", RequestAction)
def test_only_the_moves_of_the_table_are_allowed(state: RequestState, action: RequestAction) -> None:
    request = case(state=state)
    if (state, action) in TRANSITIONS:
        assert request.after(action) is TRANSITIONS[state, action]
        return
    with pytest.raises(Conflict, match="SUBJECT_REQUEST_STATE"):
        request.after(action)


def test_nothing_is_completed_for_an_unverified_person() -> None:
    with pytest.raises(Conflict, match="IDENTITY_UNVERIFIED"):
        case().complete(now=NOW)
    verified = case().verify(IdentityMethod.CALL_BACK, by=BY, now=NOW)
    assert verified.complete(now=NOW).state is RequestState.COMPLETED


@given(st.integers(min_value=-1, max_value=60))
def test_it_is_extended_once_and_within_the_first_month(days: int) -> None:
    request = case()
    today = request.due_on + timedelta(days=days - 30)
    if today > request.due_on:
        with pytest.raises(Conflict, match="EXTENSION_TOO_LATE"):
            request.extend("many", today=today)
        return
    extended = request.extend("many", today=today)
    assert extended.due_on == due_date(request.received_on, months=3)
    with pytest.raises(Conflict, match="ALREADY_EXTENDED"):
        extended.extend("more", today=today)


@given(st.integers(min_value=-40, max_value=40))
def test_it_is_overdue_from_the_day_after(days: int) -> None:
    request = case()
    assert request.is_overdue(request.due_on + timedelta(days=days)) == (days > 0)
    assert not case(closed_at=NOW).is_overdue(request.due_on + timedelta(days=days))


FITTING = [(ground, kind) for ground, kinds in CITATIONS.items() for kind in kinds]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("ground", "kind"), FITTING)
def test_a_refusal_cites_the_article_and_says_where_to_complain(
    ground: RefusalGround, kind: RequestKind, language: Language
) -> None:
    text = refusal_text(case(kind=kind), ground, language)
    assert CITATIONS[ground][kind] in text
    assert "26/11/2026" in text
    assert "contact@apd-gba.be" in text
    assert "art. 77" in text.lower()
    assert "Peeters" not in text


RIGHT_OF = {"15": "ACCESS", "17": "ERASURE", "18": "RESTRICTION", "20": "PORTABILITY", "21": "OBJECTION"}


@pytest.mark.parametrize(("ground", "kind"), FITTING)
def test_no_refusal_cites_the_article_of_another_right(ground: RefusalGround, kind: RequestKind) -> None:
    cited = set(re.findall(r"\d+(?=[(,]|$)", CITATIONS[ground][kind])) & RIGHT_OF.keys()
    assert {RIGHT_OF[article] for article in cited} <= {kind}
    assert check_ground(ground, kind) == ()


def test_what_the_law_does_not_know_refuses_nothing() -> None:
    (finding,) = check_ground(RefusalGround.LEGAL_OBLIGATION, RequestKind.ACCESS)
    assert (finding.code, finding.path) == ("GROUND_NOT_FOR_KIND", "ground")
    assert "RIGHTS_OF_OTHERS" in finding.values["grounds"]
    assert all(any(kind in kinds for kinds in CITATIONS.values()) for kind in RequestKind)
