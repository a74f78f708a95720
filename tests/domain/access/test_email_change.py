"""Both mailboxes agree, in either order, before the address changes."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from smoall.domain.access.email_change import LASTS, EmailChange, EmailChangeState, Side, ask_change, confirm
from smoall.domain.kernel.errors import Conflict, Invalid

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
S = EmailChangeState


def asked(new: str = "anne@new.example") -> EmailChange:
    return ask_change(UUID(int=1), UUID(int=2), old="anne@old.example", new=new, now=NOON)


@pytest.mark.parametrize("order", list(permutations(Side)))
def test_it_is_done_when_both_have_agreed(order: tuple[Side, Side]) -> None:
    first, second = order
    half = confirm(asked(), first, now=NOON)
    assert half.state is (S.WAITING_FOR_NEW if first is Side.OLD else S.WAITING_FOR_OLD)
    assert confirm(half, second, now=NOON).state is S.DONE


def test_one_side_twice_is_still_one_side() -> None:
    once = confirm(asked(), Side.OLD, now=NOON)
    again = confirm(once, Side.OLD, now=NOON + timedelta(hours=1))
    assert again == once


def test_it_waits_a_day() -> None:
    assert asked().state is S.WAITING_FOR_BOTH
    with pytest.raises(Conflict) as refused:
        confirm(asked(), Side.NEW, now=NOON + LASTS)
    assert refused.value.code == "EMAIL_CHANGE_EXPIRED"


def test_the_same_address_is_no_change() -> None:
    with pytest.raises(Invalid) as refused:
        asked("Anne@old.example")
    assert [finding.code for finding in refused.value.findings] == ["EMAIL_UNCHANGED"]
