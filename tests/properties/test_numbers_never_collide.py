"""Law: two documents of a journal never bear the same number, and a count finds exactly what is missing."""

from contextlib import suppress

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smoall.domain.invoicing.numbering import Pattern, check_sequence
from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.structured_communication import StructuredCommunication

PARTS = ("{year}", "{yy}", "{journal}", "{number}", "{number:1}", "{number:4}", "-", "/", ".", "0", "1", "F", "26")
PATTERNS = st.lists(st.sampled_from(PARTS), min_size=2, max_size=5).map("".join)
YEARS = st.integers(2000, 2099)
NUMBERS = st.integers(1, 9_999_999)


@given(
    PATTERNS,
    YEARS,
    YEARS,
    st.sampled_from((1, 2, 11, 12, 111, 26, 2026)),
    st.sampled_from((1, 2, 11, 12, 111, 26, 2026)),
)
@settings(max_examples=400)
def test_numbers_differ_when_year_or_sequence_do(
    text: str, year: int, other_year: int, number: int, other: int
) -> None:
    assume((year, number) != (other_year, other))
    try:
        pattern = Pattern.parse(text)
    except Unparsable:
        return
    one = pattern.format(fiscal_year=year, journal="S1", number=number)
    two = pattern.format(fiscal_year=other_year, journal="S1", number=other)
    assert one != two
    assert len(one) <= 30


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_a_pattern_is_read_or_refused_never_more(text: str) -> None:
    with suppress(Unparsable):
        Pattern.parse(text)


@given(st.lists(st.integers(1, 60)))
@settings(max_examples=200)
def test_the_count_finds_what_is_missing_and_doubled(numbers: list[int]) -> None:
    report = check_sequence(numbers)
    last = max(numbers, default=0)
    assert set(report.missing) == set(range(1, last + 1)) - set(numbers)
    assert report.missing_count == len(report.missing)
    assert set(report.doubled) == {number for number in numbers if numbers.count(number) > 1}
    assert report.gapless == (sorted(numbers) == list(range(1, len(numbers) + 1)))


@given(YEARS, st.integers(0, 9), NUMBERS, st.integers(0, 9), NUMBERS)
@settings(max_examples=200)
def test_communications_differ_and_are_read_back(year: int, journal: int, number: int, other: int, next_: int) -> None:
    one = StructuredCommunication.for_document(fiscal_year=year, journal=journal, number=number)
    two = StructuredCommunication.for_document(fiscal_year=year, journal=other, number=next_)
    assert (one == two) == ((journal, number) == (other, next_))
    assert StructuredCommunication.parse(one.formatted) == one
    assert int(one.digits[:10]) % 97 in {int(one.digits[10:]), int(one.digits[10:]) - 97}
