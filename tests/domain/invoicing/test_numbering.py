"""Patterns, fiscal years and the count that proves that nothing is missing."""

from datetime import date

import pytest

from smoall.domain.invoicing.numbering import Pattern, check_sequence, fiscal_year_of, out_of_order
from smoall.domain.kernel.errors import Unparsable


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        ("{year}-{number:4}", "2026-0007"),
        ("{journal}/{yy}/{number}", "SALES/26/7"),
        ("F{yy}{number:5}", "F2600007"),
        ("{number:3}.{year}", "007.2026"),
    ],
)
def test_a_pattern_writes_numbers(pattern: str, printed: str) -> None:
    assert Pattern.parse(pattern).format(fiscal_year=2026, journal="SALES", number=7) == printed


def test_a_number_that_outgrows_its_width_is_not_cut() -> None:
    assert Pattern.parse("{year}-{number:2}").format(fiscal_year=2026, journal="S", number=1234) == "2026-1234"


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{year}", "PATTERN_WITHOUT_NUMBER"),
        ("{year}-{number}-{number}", "PATTERN_WITHOUT_NUMBER"),
        ("{number:4}", "PATTERN_WITHOUT_YEAR"),
        ("{year}-{month}-{number}", "PATTERN_CHARACTERS"),
        ("{year:4}-{number}", "PATTERN_CHARACTERS"),
        ("{year}-{number:0}", "PATTERN_CHARACTERS"),
        ("{year} {number}", "PATTERN_CHARACTERS"),
        ("{year}-{number}\x00", "PATTERN_CHARACTERS"),
        ("{year!r}-{number.__class__}", "PATTERN_CHARACTERS"),
        ("é{year}-{number}", "PATTERN_CHARACTERS"),
        ("{year}-{journal}{number}", "PATTERN_AMBIGUOUS"),
        ("ABCDEFGHIJKLMNOPQRSTU-{year}-{number}", "PATTERN_TOO_LONG"),
        ("x" * 10_000, "PATTERN_TOO_LONG"),
        ("", "PATTERN_WITHOUT_NUMBER"),
    ],
)
def test_a_pattern_that_could_mislead_is_refused(pattern: str, code: str) -> None:
    with pytest.raises(Unparsable) as refused:
        Pattern.parse(pattern)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("day", "first_month", "year"),
    [
        (date(2026, 1, 1), 1, 2026),
        (date(2026, 12, 31), 1, 2026),
        (date(2026, 6, 30), 7, 2025),
        (date(2026, 7, 1), 7, 2026),
    ],
)
def test_a_fiscal_year_is_named_after_its_start(day: date, first_month: int, year: int) -> None:
    assert fiscal_year_of(day, first_month=first_month) == year


def test_a_whole_sequence_is_gapless_in_any_order() -> None:
    report = check_sequence([3, 1, 2])
    assert report.gapless
    assert (report.count, report.last) == (3, 3)
    assert check_sequence([]).gapless


def test_missing_and_doubled_numbers_are_named() -> None:
    report = check_sequence([2, 3, 3, 7])
    assert not report.gapless
    assert (report.missing, report.missing_count, report.doubled) == ((1, 4, 5, 6), 4, (3,))


def test_a_huge_gap_is_counted_without_being_listed() -> None:
    report = check_sequence([1, 1_000_000_000])
    assert (len(report.missing), report.missing[0], report.missing_count) == (1000, 2, 999_999_998)


def test_documents_dated_before_an_earlier_number_are_named() -> None:
    dates = {1: date(2026, 1, 5), 2: date(2026, 1, 4), 3: date(2026, 1, 5), 4: date(2026, 1, 1)}
    assert out_of_order(dates) == (2, 4)
