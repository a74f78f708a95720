"""One gate: every mutation in every role, with and without the scope, is allowed or refused as the table says."""

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

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


P = Permission
MAY_READ: dict[str, Permission | None] = {
    **dict.fromkeys(("plans", "dpoContact", "subProcessors", "privacyNotice", "termsOfService"), None),
    **dict.fromkeys(("viewer", "organisation", "members", "node", "nodes", "mailbox"), P.READ),
    **dict.fromkeys(("company", "companies", "contacts", "journals", "numberingAudit", "salesByMonth"), P.READ),
    **dict.fromkeys(("invoice", "invoices", "creditNote", "creditNotes", "payment", "payments"), P.READ),
    **dict.fromkeys(("delivery", "deliveries"), P.READ),
    **dict.fromkeys(("auditTrail", "auditTrailExport", "verifyAuditTrail", "auditHeads"), P.READ_AUDIT),
    **dict.fromkeys(("processingRegister", "registerDiff", "subProcessorChanges"), P.READ_AUDIT),
    "jobs": P.MANAGE_JOBS,
    **dict.fromkeys(("breaches", "breachDrafts"), P.MANAGE_PRIVACY),
    **dict.fromkeys(("erasureReceipt", "subjectRequests", "findSubject", "subjectAccessReport"), P.MANAGE_PRIVACY),
    **dict.fromkeys(("retentionPolicies", "purgeRuns", "purgeCertificates"), P.READ_AUDIT),
    **dict.fromkeys(("purgePreview", "legalHolds", "prospectReview"), P.MANAGE_PRIVACY),
    "invitations": P.MANAGE_MEMBERS,
    "subscription": P.READ_SUBSCRIPTION,
    **dict.fromkeys(("apiKey", "apiKeys", "oauthApps"), P.MANAGE_API_KEYS),
    **dict.fromkeys(("sessions", "myConsents", "myData"), P.MANAGE_OWN_ACCOUNT),
    **dict.fromkeys(("secondFactor", "passkeys", "authorizedApps"), P.MANAGE_OWN_ACCOUNT),
    "organisationExport": P.CLOSE_ORGANISATION,
}
"""What reading each root needs; None where nobody need sign in. Written down here apart from the code it is held
against: whoever adds a root says in this place who may read it."""


def roots() -> list[str]:
    """Every root that the schema has."""
    query = the_schema().query_type
    assert query is not None
    return sorted(query.fields)


def document_of(root: str) -> str:
    """A query of the root: every argument that it needs made up by type, and the first value that it shows."""
    query = the_schema().query_type
    assert query is not None
    field = query.fields[root]
    needed = {name: one.type for name, one in field.args.items() if isinstance(one.type, GraphQLNonNull)}
    given = ", ".join(f"{name}: {MADE_UP[str(kind)]}" for name, kind in needed.items())
    return f"{{ {root}{f'({given})' if given else ''} {_first_value(get_named_type(field.type))} }}"


MADE_UP = {
    "ID!": '"cmp_00000000000000000000000000000000"',
    "[ID!]!": '["cmp_00000000000000000000000000000000"]',
    "Language!": "FR",
    "Int!": "1",
    "Date!": '"2026-11-26"',
}


def _first_value(kind: GraphQLNamedType) -> str:
    """``{ nodes { id } }`` or the like: the way to the first value of a type that takes no argument."""
    if isinstance(kind, GraphQLInterfaceType):
        return "{ ... on Company { name } }"  # for an id of that kind: see MADE_UP
    assert isinstance(kind, GraphQLObjectType)
    plain = {name: get_named_type(field.type) for name, field in kind.fields.items() if not field.args}
    if "nodes" in plain:
        return f"{{ nodes {_first_value(plain['nodes'])} }}"
    leaf = next((name for name, inner in plain.items() if is_leaf_type(inner)), None)
    if leaf:
        return f"{{ {leaf} }}"
    name, inner = next(iter(plain.items()))
    return f"{{ {name} {_first_value(inner)} }}"


def test_every_root_stands_in_the_table() -> None:
    assert sorted(MAY_READ) == roots()


async def told(api: Api) -> set[str]:
    """The roots that the caller may read: their value comes, or the news that there is none."""
    found = set()
    for root in MAY_READ:
        answer = await api.post({"query": document_of(root)})
        errors = answer.json().get("errors") or []
        codes = {error["extensions"]["code"] for error in errors}
        assert codes <= {"FORBIDDEN", "UNAUTHENTICATED", "BAD_USER_INPUT"}, (root, errors)
        if not codes & {"FORBIDDEN", "UNAUTHENTICATED"}:
            found.add(root)
        elif api.token:
            assert (answer.status_code, str(MAY_READ[root]) in errors[0]["message"]) == (403, True), (root, errors)
    return found


def readable(*permissions: Permission) -> set[str]:
    """What the table gives to whoever has these."""
    return {root for root, needed in MAY_READ.items() if needed is None or needed in permissions}


async def test_nobody_reads_what_needs_a_session(house: RunningHouse) -> None:
    assert await told(Api(house.http)) == readable()


@pytest.mark.parametrize("role", Role)
async def test_a_role_reads_what_the_table_says(house: RunningHouse, api: Api, role: Role) -> None:
    await become(house, api, role)
    assert await told(api) == readable(*PERMISSIONS[role])


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("scope", sorted({needed for needed in MAY_READ.values() if needed}))
async def test_a_scope_opens_its_own_roots_and_no_others(
    house: RunningHouse, api: Api, scope: Permission, alone: bool
) -> None:
    scopes = sorted({scope} if alone else frozenset(Permission) - {scope})
    await become(house, api, Role.OWNER, scopes)
    assert await told(api) == readable(*scopes)


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
