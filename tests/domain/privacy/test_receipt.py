"""The receipt of an erasure: what is gone, what stays until when and why."""

from datetime import date

import pytest

from smoall.domain.privacy.receipt import Outcome, ReceiptLine, condensed, erased, settled
from smoall.domain.privacy.retention import Disposal, Reason, Verdict

KEPT = Verdict(action=Disposal.KEEP, reason=Reason.VAT_DOCUMENTS, until=date(2036, 12, 31), citation="VAT Code art. 60")


def test_lines_that_say_the_same_are_counted_together_and_empty_ones_left_out() -> None:
    lines = [erased("identity", "user_account", 1), erased("identity", "user_account", 2), erased("x", "y", 0)]
    assert condensed([*lines, settled("billing", "document", 3, KEPT)]) == (
        erased("identity", "user_account", 3),
        ReceiptLine(
            category="billing",
            table="document",
            outcome=Outcome.RETAINED,
            count=3,
            until=date(2036, 12, 31),
            reason=Reason.VAT_DOCUMENTS,
            citation="VAT Code art. 60",
        ),
    )


def test_a_term_that_is_over_is_a_line_of_what_is_gone() -> None:
    over = Verdict(action=Disposal.DELETE, reason=Reason.TERM_IS_OVER, until=date(2020, 1, 1), citation="x")
    assert settled("billing", "document", 3, over) == erased("billing", "document", 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": Outcome.RETAINED, "count": 1},
        {"outcome": Outcome.RETAINED, "count": 1, "reason": Reason.GRACE},
        {"outcome": Outcome.ERASED, "count": 1, "reason": Reason.GRACE, "citation": "x"},
        {"outcome": Outcome.ERASED, "count": -1},
    ],
)
def test_a_line_without_a_reason_for_what_stays_cannot_be_written(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"cites its reason|no debt"):
        ReceiptLine(category="billing", table="document", **wrong)  # type: ignore[arg-type]
