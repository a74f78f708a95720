"""The life of an invitation, move by move."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from smoall.domain.access.invitation import (
    LASTS,
    TRANSITIONS,
    Invitation,
    InvitationState,
    decide_acceptance,
    decide_decline,
    decide_resending,
    decide_revocation,
    unusable,
)
from smoall.domain.access.message import LASTS as LINK_LASTS
from smoall.domain.access.message import LinkPurpose
from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import Conflict, DomainError, Forbidden
from smoall.domain.kernel.language import Language

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
S = InvitationState
ACTS: dict[InvitationState, Callable[[Invitation], Invitation]] = {
    S.ACCEPTED: lambda one: decide_acceptance(one, email="els@inkt.example", now=NOON),
    S.DECLINED: lambda one: decide_decline(one, now=NOON),
    S.REVOKED: lambda one: decide_revocation(one, now=NOON),
    S.PENDING: lambda one: decide_resending(one, now=NOON),
}


def invitation(state: InvitationState = S.PENDING, *, expires_at: datetime = NOON + LASTS) -> Invitation:
    return Invitation(
        id=UUID(int=1),
        email="els@inkt.example",
        role=Role.MEMBER,
        language=Language.NL,
        invited_by=UUID(int=2),
        created_at=NOON - timedelta(days=1),
        expires_at=expires_at,
        state=state,
    )


@pytest.mark.parametrize(("before", "after"), list(product(S, ACTS)))
def test_it_moves_along_the_table_only(before: InvitationState, after: InvitationState) -> None:
    one = invitation(before)
    allowed = after in TRANSITIONS[before] or (before is after is S.PENDING)  # a letter can be sent again
    if allowed:
        assert ACTS[after](one).state is after
    else:
        with pytest.raises(Conflict) as refused:
            ACTS[after](one)
        assert refused.value.code == f"INVITATION_{before}"


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(S)


def test_it_is_open_until_the_last_moment_and_no_longer() -> None:
    last = invitation(expires_at=NOON + timedelta(microseconds=1))
    assert last.state_at(NOON) is S.PENDING
    over = invitation(expires_at=NOON)
    assert over.state_at(NOON) is S.EXPIRED
    with pytest.raises(Conflict) as refused:
        decide_acceptance(over, email="els@inkt.example", now=NOON)
    assert refused.value.code == "INVITATION_EXPIRED"


def test_sending_again_gives_it_a_whole_life() -> None:
    again = decide_resending(invitation(expires_at=NOON - timedelta(days=9)), now=NOON)
    assert (again.state_at(NOON), again.expires_at) == (S.PENDING, NOON + timedelta(days=14))


def test_a_link_lives_as_long_as_its_invitation() -> None:
    assert LINK_LASTS[LinkPurpose.INVITATION] == LASTS
    assert set(LINK_LASTS) == set(LinkPurpose)


def test_nobody_else_can_accept_it() -> None:
    with pytest.raises(Forbidden) as refused:
        decide_acceptance(invitation(), email="jan@inkt.example", now=NOON)
    assert refused.value.code == "INVITATION_FOR_SOMEONE_ELSE"


def test_an_address_is_the_same_in_any_case() -> None:
    assert decide_acceptance(invitation(), email="Els@Inkt.example", now=NOON).state is S.ACCEPTED


@pytest.mark.parametrize("state", S)
def test_a_link_says_why_it_opens_nothing(state: InvitationState) -> None:
    found: DomainError | None = unusable(invitation(state), now=NOON)
    assert (found.code if found else "") == ("" if state is S.PENDING else f"INVITATION_{state}")
    assert getattr(unusable(None, now=NOON), "code", "") == "INVITATION_NOT_FOUND"


def test_declining_erases_the_address_that_was_never_theirs_to_give() -> None:
    declined = decide_decline(invitation(), now=NOON)
    assert (declined.state, declined.email, declined.message) == (S.DECLINED, None, None)
