"""Roles change hands, and an owner stays."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from smoall.domain.access.membership import decide_leaving, decide_removal, decide_role, is_last_owner
from smoall.domain.access.role import Role
from smoall.domain.kernel.errors import Conflict, DomainError, Forbidden, NotFound

ANNE, BART, CHLOE, DIRK = (UUID(int=number) for number in range(1, 5))
OFFICE = {ANNE: Role.OWNER, BART: Role.ADMIN, CHLOE: Role.MEMBER}


def refusal(act: object) -> tuple[str, str]:
    with pytest.raises(DomainError) as refused:
        act()  # type: ignore[operator]
    return type(refused.value).__name__, refused.value.code


def test_an_admin_moves_people_below_owners() -> None:
    assert decide_role(OFFICE, by=BART, of=CHLOE, role=Role.ACCOUNTANT) is Role.ACCOUNTANT
    assert decide_role(OFFICE, by=BART, of=CHLOE, role=Role.ADMIN) is Role.ADMIN
    assert decide_removal(OFFICE, by=BART, of=CHLOE) is Role.MEMBER


def test_the_same_role_changes_nothing() -> None:
    assert decide_role(OFFICE, by=ANNE, of=ANNE, role=Role.OWNER) is None
    assert decide_role(OFFICE, by=BART, of=CHLOE, role=Role.MEMBER) is None


def test_only_an_owner_makes_and_unmakes_owners() -> None:
    two = {**OFFICE, DIRK: Role.OWNER}
    owners_only = ("Forbidden", "OWNER_ONLY")
    assert refusal(lambda: decide_role(two, by=BART, of=CHLOE, role=Role.OWNER)) == owners_only
    assert refusal(lambda: decide_role(two, by=BART, of=DIRK, role=Role.MEMBER)) == owners_only
    assert refusal(lambda: decide_removal(two, by=BART, of=DIRK)) == owners_only
    assert decide_role(two, by=ANNE, of=DIRK, role=Role.READER) is Role.READER
    assert decide_removal(two, by=ANNE, of=DIRK) is Role.OWNER


def test_the_last_owner_stays() -> None:
    last = ("Conflict", "LAST_OWNER")
    assert refusal(lambda: decide_role(OFFICE, by=ANNE, of=ANNE, role=Role.ADMIN)) == last
    assert refusal(lambda: decide_removal(OFFICE, by=ANNE, of=ANNE)) == last
    assert refusal(lambda: decide_leaving(OFFICE, who=ANNE)) == last


def test_whoever_was_demoted_meanwhile_has_no_say() -> None:
    """What the loser of a race between two owners finds once the members are his to lock."""
    after = {ANNE: Role.OWNER, BART: Role.MEMBER}
    assert refusal(lambda: decide_role(after, by=BART, of=ANNE, role=Role.MEMBER)) == ("Forbidden", "FORBIDDEN")
    assert refusal(lambda: decide_removal({ANNE: Role.OWNER}, by=BART, of=ANNE)) == ("Forbidden", "FORBIDDEN")


def test_a_stranger_is_no_member() -> None:
    assert refusal(lambda: decide_role(OFFICE, by=ANNE, of=DIRK, role=Role.READER)) == ("NotFound", "MEMBER_NOT_FOUND")
    assert refusal(lambda: decide_leaving(OFFICE, who=DIRK)) == ("NotFound", "MEMBER_NOT_FOUND")


@given(st.dictionaries(st.sampled_from([ANNE, BART, CHLOE, DIRK]), st.sampled_from(Role)))
def test_at_most_one_person_is_the_last_owner(members: dict[UUID, Role]) -> None:
    last = [who for who in members if is_last_owner(members, who)]
    assert len(last) == (1 if list(members.values()).count(Role.OWNER) == 1 else 0)


class AnOwnerStays(RuleBasedStateMachine):
    """Whatever members do to each other, in whatever order, the organisation keeps an owner."""

    def __init__(self) -> None:
        super().__init__()
        self.members = {ANNE: Role.OWNER, BART: Role.OWNER, CHLOE: Role.ADMIN, DIRK: Role.MEMBER}

    people = st.sampled_from([ANNE, BART, CHLOE, DIRK])

    @rule(by=people, of=people, role=st.sampled_from(Role))
    def change(self, by: UUID, of: UUID, role: Role) -> None:
        try:
            changed = decide_role(self.members, by=by, of=of, role=role)
        except (Conflict, Forbidden, NotFound):
            return
        if changed:
            self.members[of] = changed

    @rule(by=people, of=people)
    def remove(self, by: UUID, of: UUID) -> None:
        try:
            decide_removal(self.members, by=by, of=of)
        except (Conflict, Forbidden, NotFound):
            return
        del self.members[of]

    @rule(who=people)
    def leave(self, who: UUID) -> None:
        try:
            decide_leaving(self.members, who=who)
        except (Conflict, NotFound):
            return
        del self.members[who]

    @invariant()
    def an_owner_is_there(self) -> None:
        assert Role.OWNER in self.members.values()


TestAnOwnerStays = AnOwnerStays.TestCase
