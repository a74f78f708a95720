"""One gate: every mutation in every role, with and without the scope, is allowed or refused as the table says."""

import pytest

from smoall.domain.access.role import GRANTABLE, PERMISSIONS, Permission, Role, permissions_of
from smoall.schema.reach import NEEDS, VALUES, permission_of
from tests.harness.acts import ACTS, declared
from tests.harness.api import Api
from tests.harness.house import RunningHouse
from tests.harness.selecting import the_schema


def needs_of(mutation: str) -> Permission | None:
    """What the schema says a mutation needs."""
    needed: Permission | None = declared(mutation)["needs"]
    return needed


GUARDED = [name for name in ACTS if needs_of(name)]


async def become(house: RunningHouse, api: Api, role: Role, scopes: list[Permission] | None = None) -> None:
    """The person's session now has another role, and scopes."""
    organisation = api.organisation_id
    await house.truth("UPDATE membership SET role = $2 WHERE organisation_id = $1", organisation, role)
    query = "UPDATE session SET role = $2, scopes = $3 WHERE organisation_id = $1"
    await house.truth(query, organisation, role, scopes)


@pytest.mark.parametrize("mutation", GUARDED)
async def test_a_mutation_is_for_the_roles_that_the_table_says(house: RunningHouse, api: Api, mutation: str) -> None:
    given, needed = await ACTS[mutation](house, api), needs_of(mutation)
    before = await house.counts()
    for role in [role for role in Role if needed not in PERMISSIONS[role]]:
        await become(house, api, role)
        refusal = await api.act(mutation, given, select="__typename")
        assert (role, refusal["__typename"], refusal["code"]) == (role, "ForbiddenProblem", "FORBIDDEN")
    await become(house, api, Role.OWNER, sorted(frozenset(Permission) - {needed}))
    refusal = await api.act(mutation, given, select="__typename")
    assert (refusal["__typename"], refusal["code"]) == ("ForbiddenProblem", "SCOPE_MISSING")
    assert await house.counts() == before

    least = [role for role in Role if needed in PERMISSIONS[role]][-1]
    await become(house, api, least)
    done = await api.act(mutation, given, select="__typename")
    assert not done["__typename"].endswith("Problem"), (least, done)


def test_every_type_says_what_reading_it_needs() -> None:
    objects = {
        name
        for name, kind in the_schema().type_map.items()
        if hasattr(kind, "interfaces") and hasattr(kind, "fields") and not name.startswith("__")
    }
    wrappers = ("Payload", "Problem", "Connection", "Edge")
    own = {name for name in objects if not name.endswith(wrappers)} - {"Query", "Mutation", "Subscription", "Node"}
    assert own - NEEDS.keys() - VALUES == set()
    assert NEEDS.keys() - own == set()
    assert VALUES - own == set()
    assert NEEDS.keys() & VALUES == set()


ROOTS = [
    ("auditTrail { nodes { action } }", Permission.READ_AUDIT),
    ("verifyAuditTrail { entries }", Permission.READ_AUDIT),
    ("jobs { nodes { key } }", Permission.MANAGE_JOBS),
    ("companies { nodes { name } }", Permission.READ),
    ("members { nodes { role } }", Permission.READ),
    ("invitations { nodes { state } }", Permission.MANAGE_MEMBERS),
    ("sessions { nodes { id } }", Permission.MANAGE_OWN_ACCOUNT),
    ("myConsents { inForce { subject } }", Permission.MANAGE_OWN_ACCOUNT),
    ("viewer { user { name } }", Permission.READ),
    ("mailbox { id }", Permission.READ),
    ('node(id: "cmp_00000000000000000000000000000000") { ... on Company { name } }', Permission.READ),
]


@pytest.mark.parametrize(("root", "needed"), ROOTS, ids=[root.split(" ")[0] for root, _ in ROOTS])
async def test_a_role_may_read_what_the_table_says(
    house: RunningHouse, api: Api, root: str, needed: Permission
) -> None:
    for role in Role:
        await become(house, api, role)
        answer = await api.post({"query": f"{{ {root} }}"})
        if needed in PERMISSIONS[role]:
            assert (answer.status_code, answer.json().get("errors")) == (200, None), role
        else:
            assert answer.status_code == 403, role
            (error,) = answer.json()["errors"]
            assert error["extensions"]["code"] == "FORBIDDEN"
            assert needed in error["message"]


async def test_what_a_payload_shows_is_held_against_the_reader_and_undoes_the_act(
    house: RunningHouse, api: Api
) -> None:
    given = await ACTS["updateOrganisation"](house, api)
    await become(house, api, Role.OWNER, [Permission.MANAGE_ORGANISATION])
    before = await house.counts()
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await api.act("updateOrganisation", given)
    assert await house.counts() == before


def test_scopes_only_ever_narrow() -> None:
    for role in Role:
        assert permissions_of(role) == PERMISSIONS[role]
        assert permissions_of(role, frozenset(Permission)) == PERMISSIONS[role]
        assert permissions_of(role, frozenset()) == frozenset()
    assert permission_of("CompanyConnection") is permission_of("CompanyEdge") is permission_of("Company")
    assert not GRANTABLE & {Permission.MANAGE_OWN_ACCOUNT, Permission.CLOSE_ORGANISATION}
