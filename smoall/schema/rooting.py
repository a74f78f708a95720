"""The generic road of a query: graphql-core executes, and each root field asks the same planner for its part."""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLResolveInfo

from smoall.domain.kernel.ids import Kind, kind_of
from smoall.schema.context import Info, Request
from smoall.schema.failures import bad_argument, failure, unauthenticated
from smoall.schema.performing import asked
from smoall.schema.reach import ensure_reach
from smoall.usecases.reading import BadArgument, Leaf, Selected, Unplannable


async def answer_root(_source: Any, info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:
    """One root field of a query as JSON by response key."""
    request: Request = info.context
    planner = request.planner(info)
    selected = planner.field(info.parent_type, info.path.key, info.field_nodes)
    return (await read_root(request, selected, planner.variables))[selected.key]


async def read_root(
    request: Request, selected: Selected, values: Mapping[str, Any], *, parent: str = "Query"
) -> dict[str, Any]:
    """Plan, run and load one root field, or one field of ``parent``. Raises UNAUTHENTICATED, FORBIDDEN,
    BAD_USER_INPUT."""
    reader, services = request.signed_in(), request.services
    ensure_reach((selected,), reader.permissions)
    try:
        plan = services.reads.compile((selected,), parent)
        found = await services.reads.answer(plan, reader, values, services.signing(reader.organisation_id))
    except BadArgument as problem:
        raise bad_argument(problem) from problem
    except Unplannable as problem:
        raise failure("BAD_REQUEST", f"{problem} cannot be asked here.") from problem
    if found is None:
        raise unauthenticated()
    loaded: dict[str, Any] = orjson.loads(found)
    return loaded


_ANY_ROW = "Node"  # no entry of the catalogue: like a payload, it shows the row that its field's type and id name

NODES = {
    Kind.USER: "User",
    Kind.ORGANISATION: "Organisation",
    Kind.COMPANY: "Company",
    Kind.CONTACT: "Contact",
    Kind.INVOICE: "Invoice",
    Kind.CREDIT_NOTE: "CreditNote",
    Kind.PAYMENT: "Payment",
    Kind.ALLOCATION: "Allocation",
    Kind.DELIVERY: "Delivery",
    Kind.JOURNAL: "Journal",
    Kind.SUBSCRIPTION: "OrganisationSubscription",
    Kind.SUBSCRIPTION_INVOICE: "SubscriptionInvoice",
    Kind.OAUTH_APP: "OAuthApp",
    Kind.PASSKEY: "Passkey",
    Kind.API_KEY: "ApiKey",
    Kind.SESSION: "OpenSession",
    Kind.INVITATION: "Invitation",
    Kind.SUBJECT_REQUEST: "SubjectRequest",
    Kind.BREACH: "Breach",
    Kind.SUB_PROCESSOR_CHANGE: "SubProcessorChange",
    Kind.LEGAL_HOLD: "LegalHold",
    Kind.PURGE_RUN: "PurgeRun",
}


async def read_node(info: Info, identity: str) -> dict[str, Any] | None:
    """The object of an id of any kind, as the field at hand asks for it; None when there is none."""
    info.context.signed_in()
    kind = kind_of(identity)
    if kind is None or kind not in NODES:
        return None
    name = NODES[kind]
    selected = Selected("node", "node", name, True, {"id": Leaf(identity)}, asked(info, name))
    values = info.context.planner(info._raw_info).variables
    found = (await read_root(info.context, selected, values, parent=_ANY_ROW))["node"]
    return {"__typename": name, **found} if found is not None else None
