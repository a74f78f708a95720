"""The list of plans: the shipped one can be sold from, a bad one is refused in plain words."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from smoall.domain.billing.plan import Entitlement, PlansError
from smoall.infra.plans import plans_of, read_plans, shipped_plans

TODAY = date(2026, 11, 25)
FREE = '[[plan]]\ncode="FREE"\nversion=1\nvalid-from=2026-01-01\nname="Free"\nprice="0.00"\nseats=1\n'
BETTER = '[[plan]]\ncode="PRO"\nversion={v}\nvalid-from={on}\nname="Pro"\nprice="{price}"\nseats=2\n'


def test_the_shipped_plans_are_free_solo_and_team() -> None:
    offered = shipped_plans().offered(TODAY)
    assert [plan.code for plan in offered] == ["FREE", "SOLO", "TEAM"]
    assert [plan.price for plan in offered] == [Decimal("0.00"), Decimal("12.00"), Decimal("39.00")]


def test_the_free_plan_can_truly_be_used() -> None:
    free = shipped_plans().free(TODAY)
    assert free.limits[Entitlement.INVOICES_PER_MONTH] >= 20
    assert free.seats >= 1


def test_a_later_version_is_sold_from_its_day_on() -> None:
    text = FREE + BETTER.format(v=1, on="2026-01-01", price="10.00") + BETTER.format(v=2, on="2027-01-01", price="11")
    plans = read_plans(text)
    assert [plan.price for plan in plans.offered(TODAY)] == [Decimal("0.00"), Decimal("10.00")]
    assert [plan.version for plan in plans.offered(date(2027, 1, 1))] == [1, 2]


def test_the_plan_that_would_lift_a_limit_is_the_first_that_allows_more() -> None:
    plans = shipped_plans()
    lifting = plans.lifting(Entitlement.INVOICES_PER_MONTH, above=20, on=TODAY)
    assert lifting is not None
    assert lifting.code == "SOLO"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code = ", "not TOML"),
        ("[other]", "holds \\[\\[plan\\]\\] tables"),
        ("plan = 3", "holds \\[\\[plan\\]\\] tables"),
        ("", "holds \\[\\[plan\\]\\] tables"),
        (BETTER.format(v=1, on="2026-01-01", price="5.00"), "must be a plan FREE"),
        (FREE.replace('"0.00"', '"1.00"'), "must be a plan FREE"),
        (FREE + FREE, "there twice"),
        (FREE.replace('"0.00"', "0.1"), "price must be a text in quotes"),
        (FREE.replace('"0.00"', '"free"'), "an amount in quotes"),
        (FREE.replace('"0.00"', '"NaN"'), "two decimals"),
        (FREE.replace("seats=1", "seats=0"), "seats must be 1 or more"),
        (FREE.replace("seats=1", "seats=true"), "seats must be a whole number"),
        (FREE.replace("seats=1", "places=1"), "places means nothing"),
        (FREE.replace('"FREE"', '"free"'), "capital letters"),
        (FREE.replace("2026-01-01", '"soon"'), "a date such as"),
        (FREE + "[plan.limits]\nSEATS = 3\n", "SEATS limits nothing here"),
        (FREE + '[plan.limits]\nCONNECTIONS = "many"\n', "a whole number or"),
        (FREE + "[plan.limits]\nCONNECTIONS = -1\n", "0 or more"),
        (FREE + BETTER.format(v=1, on="2026-01-01", price="0"), "only the plan FREE"),
    ],
)
def test_a_bad_list_is_refused_in_plain_words(text: str, words: str) -> None:
    with pytest.raises(PlansError, match=words):
        read_plans(text)


def test_the_text_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "plans.toml"
    file.write_text("plan = 1", "utf-8")
    with pytest.raises(PlansError, match=r"plans\.toml: it holds"):
        plans_of(file)
    with pytest.raises(PlansError, match=r"absent\.toml cannot be read"):
        plans_of(tmp_path / "absent.toml")
