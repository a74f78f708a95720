"""National numbers are recognised however they are written, and little else is taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoall.domain.kernel.national_number import holds_national_number


def numbered(born: str, serial: int, *, century: str = "") -> str:
    first = f"{born}{serial:03d}"
    return f"{first}{97 - int(century + first) % 97:02d}"


@given(st.dates(date(1910, 1, 1), date(2024, 12, 31)), st.integers(1, 997))
def test_any_of_them_is_found_in_any_sentence(born: date, serial: int) -> None:
    day = f"{born:%y%m%d}"
    century = "2" if f"{born:%Y}" >= "2000" else ""
    number = numbered(day, serial, century=century)
    written = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    for text in (number, written, f"Patient {written}, consultation", f"({number})"):
        assert holds_national_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "85.07.30-033.29",
        "+++090/9337/55493+++",
        "BE68 5390 0754 7034",
        "0403.170.701",
        "+32 470 12 34 56",
        "9" * 40,
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_national_number(text)
