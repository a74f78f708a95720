"""Consent is a history; what is in force follows from it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.access.consent import (
    Consent,
    ConsentSource,
    ConsentSubject,
    ensure_withdrawable,
    has_given,
    in_force,
)
from smoall.domain.kernel.errors import Conflict
from smoall.domain.kernel.language import Language

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
S = ConsentSubject


def entry(subject: ConsentSubject = S.MARKETING, *, yes: bool = True, minute: int = 0, sequence: int = 0) -> Consent:
    return Consent(
        subject=subject,
        given=yes,
        version="2026-11",
        text_sha256="0" * 64,
        language=Language.FR,
        at=NOON + timedelta(minutes=minute),
        source=ConsentSource.SETTINGS,
        sequence=sequence,
    )


def test_nothing_said_is_a_no() -> None:
    assert not has_given([], S.MARKETING)


def test_the_last_word_counts() -> None:
    history = [entry(), entry(yes=False, minute=1), entry(minute=2), entry(yes=False, minute=3)]
    assert not has_given(history, S.MARKETING)
    assert has_given(history[:3], S.MARKETING)


def test_each_subject_stands_on_its_own() -> None:
    history = [entry(S.TERMS), entry(S.PRIVACY_NOTICE), entry(yes=False, minute=1)]
    assert {subject: found.given for subject, found in in_force(history).items()} == {
        S.TERMS: True,
        S.PRIVACY_NOTICE: True,
        S.MARKETING: False,
    }


def test_only_what_rests_on_consent_can_be_taken_back() -> None:
    ensure_withdrawable(S.MARKETING)
    for subject in (S.TERMS, S.PRIVACY_NOTICE):
        with pytest.raises(Conflict) as refused:
            ensure_withdrawable(subject)
        assert refused.value.code == "CONSENT_NEEDED"


entries = st.lists(
    st.builds(entry, st.sampled_from(S), yes=st.booleans(), minute=st.integers(0, 5), sequence=st.integers(0, 10**6)),
    max_size=30,
    unique_by=lambda one: one.sequence,
)


@given(entries, st.randoms())
def test_the_order_of_reading_changes_nothing(history: list[Consent], chance: object) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_force(shuffled) == in_force(history)


@given(entries, st.sampled_from(S), st.booleans())
def test_one_more_entry_decides_its_subject_and_no_other(
    history: list[Consent], subject: ConsentSubject, yes: bool
) -> None:
    before = in_force(history)
    after = in_force([*history, entry(subject, yes=yes, minute=99)])
    assert after[subject].given is yes
    assert {one: after[one] for one in after if one is not subject} == {
        one: before[one] for one in before if one is not subject
    }
