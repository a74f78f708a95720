"""Changes of sub-processors: who stands on a day, until when to object, and what an announcement says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.sub_processor_change import (
    ChangeKind,
    ChangeState,
    SubProcessorChange,
    announced,
    objections_until,
    standing,
    who_receives,
)
from smoall.domain.privacy.sub_processor_texts import generated_texts, how_to_object
from smoall.domain.privacy.sub_processors import SUB_PROCESSORS, Activity, Sheet, SubProcessor, TransferMechanism

DAY = date(2026, 12, 1)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
OVH, MAILGUN = "HOSTING/OVH", "TRANSACTIONAL_MAIL/Mailgun"


def host(name: str = "Scaleway", **changes: Any) -> SubProcessor:
    known: dict[str, Any] = {
        "activity": Activity.HOSTING,
        "sheets": tuple(Sheet),
        "mechanism": TransferMechanism.EU_EEA,
        "countries": ("FR",),
    }
    return SubProcessor(name=name, **{**known, **changes})


def change(kind: ChangeKind, concerns: str | None, becomes: SubProcessor | None, **changes: Any) -> SubProcessorChange:
    known: dict[str, Any] = {
        "id": UUID(int=1),
        "sheets": (Sheet.B1,),
        "announced_at": NOON,
        "announced_on": NOON.date(),
        "takes_effect_on": DAY,
        "objections_until": DAY - timedelta(days=1),
        "texts": dict.fromkeys(Language, "x"),
    }
    return SubProcessorChange(kind=kind, concerns=concerns, becomes=becomes, **{**known, **changes})


REPLACED = change(ChangeKind.REPLACED, OVH, host())


def names(*changes: SubProcessorChange, on: date = DAY) -> list[str | None]:
    return [one.name for one in standing(SUB_PROCESSORS, changes, on=on)]


BEFORE = [one.name for one in SUB_PROCESSORS]


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ([], BEFORE),
        ([REPLACED], ["Scaleway" if name == "OVH" else name for name in BEFORE]),
        ([change(ChangeKind.CHANGED, OVH, host("OVH"))], BEFORE),
        ([change(ChangeKind.ENDED, OVH, None)], [name for name in BEFORE if name != "OVH"]),
        ([change(ChangeKind.ADDED, None, host())], [*BEFORE, "Scaleway"]),
        ([change(ChangeKind.ENDED, "HOSTING/Nobody", None)], BEFORE),
        ([change(ChangeKind.REPLACED, "HOSTING/Nobody", host())], [*BEFORE, "Scaleway"]),
        ([change(ChangeKind.REPLACED, OVH, host(), withdrawn=True)], BEFORE),
        ([change(ChangeKind.REPLACED, OVH, host(), corrected=True)], BEFORE),
        ([change(ChangeKind.REPLACED, OVH, host(), takes_effect_on=DAY + timedelta(days=1))], BEFORE),
    ],
)
def test_a_change_is_true_from_its_day_on(changes: list[SubProcessorChange], after: list[str | None]) -> None:
    assert names(*changes) == after
    assert names(*changes, on=DAY - timedelta(days=1)) == BEFORE


def test_changes_follow_one_another_by_their_days_not_by_when_they_were_announced() -> None:
    second = change(ChangeKind.REPLACED, "HOSTING/Scaleway", host("Combell"), takes_effect_on=DAY + timedelta(days=9))
    assert "Combell" in names(second, REPLACED, on=second.takes_effect_on)
    assert "Combell" not in names(second, REPLACED)


CODES = [OVH, MAILGUN, "HOSTING/Scaleway", "HOSTING/Combell", None]
CHANGES = st.lists(
    st.builds(
        change,
        st.sampled_from(ChangeKind),
        st.sampled_from(CODES),
        st.sampled_from([host(), host("Combell"), host("OVH", countries=("BE",)), None]),
        id=st.integers(1, 9).map(lambda number: UUID(int=number)),
        announced_on=st.dates(date(2026, 10, 1), date(2026, 11, 20)),
        takes_effect_on=st.dates(date(2026, 11, 1), date(2026, 12, 31)),
        corrected=st.booleans(),
        withdrawn=st.booleans(),
    ),
    max_size=6,
)


@given(changes=CHANGES, on=st.dates(date(2026, 9, 1), date(2027, 2, 1)))
def test_nobody_stands_twice_and_what_is_void_or_to_come_changes_nothing(
    changes: list[SubProcessorChange], on: date
) -> None:
    there = standing(SUB_PROCESSORS, changes, on=on)
    assert len({one.code for one in there}) == len(there)
    true_by_then = [one for one in changes if one.counts and one.takes_effect_on <= on]
    assert standing(SUB_PROCESSORS, true_by_then, on=on) == there
    assert standing(SUB_PROCESSORS, reversed(changes), on=on) == there or len({one.id for one in changes}) < len(
        changes
    )
    coming = announced(changes, on=on)
    assert all(one.counts and one.announced_on <= on < one.takes_effect_on for one in coming)


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 400), st.integers(1, 365))
def test_there_is_always_the_whole_notice_to_object(announced_on: date, ahead: int, notice: int) -> None:
    effect = announced_on + timedelta(days=ahead)
    last = objections_until(announced_on, takes_effect_on=effect, notice_days=notice)
    assert (last - announced_on).days >= notice
    assert last >= effect - timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, ChangeState.ANNOUNCED),
        ({"takes_effect_on": DAY - timedelta(days=9)}, ChangeState.IN_EFFECT),
        ({"corrected": True}, ChangeState.CORRECTED),
        ({"withdrawn": True, "corrected": True}, ChangeState.WITHDRAWN),
    ],
)
def test_only_what_is_announced_can_be_corrected_or_withdrawn(changes: dict[str, Any], state: ChangeState) -> None:
    one, today = change(ChangeKind.REPLACED, OVH, host(), **changes), DAY - timedelta(days=9)
    assert one.state(on=today) is state
    if state is ChangeState.ANNOUNCED:
        one.ensure_open(on=today)
        return
    with pytest.raises(Conflict, match="SUB_PROCESSOR_CHANGE_STATE"):
        one.ensure_open(on=today)


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("language", Language)
def test_an_announcement_names_who_it_is_about(kind: ChangeKind, language: Language) -> None:
    old = None if kind is ChangeKind.ADDED else SUB_PROCESSORS[3]
    new = None if kind is ChangeKind.ENDED else host()
    said = generated_texts(kind, old=old, new=new)[language]
    wanted = {"OVH"} if kind in (ChangeKind.ENDED, ChangeKind.CHANGED) else {"Scaleway"}
    assert all(name in said for name in wanted)
    assert ("FR" in said) is (new is not None)
    assert said[0].isupper()
    assert "{" not in said


@pytest.mark.parametrize("language", Language)
def test_whoever_has_no_name_is_called_a_provider(language: Language) -> None:
    said = generated_texts(ChangeKind.ENDED, old=SUB_PROCESSORS[5], new=None)[language]
    assert "None" not in said
    assert "spc_1" in how_to_object(language, reference="spc_1", objectable=True)
    assert "spc_1" not in how_to_object(language, reference="spc_1", objectable=False)


def test_recipients_follow_the_work_and_not_the_name() -> None:
    there = standing(SUB_PROCESSORS, [REPLACED], on=DAY)
    named = ("OVH", "Mailgun", "the accountant")
    assert who_receives(named, SUB_PROCESSORS, there, sheets=[Sheet.B1]) == ["Mailgun", "Scaleway", "the accountant"]
    own = [change(ChangeKind.ADDED, None, host("Cloud", sheets=(Sheet.A1,)))]
    assert who_receives(["OVH"], SUB_PROCESSORS, standing(SUB_PROCESSORS, own, on=DAY), sheets=[Sheet.B1]) == ["OVH"]
