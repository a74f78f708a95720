"""One sound input for every mutation, on objects made for it: what the walks over the whole schema start from."""

from collections.abc import Awaitable, Callable, Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_named_type

from smoall.domain.invoicing.delivery import SuppressionReason
from smoall.schema.mutations import Mutation
from tests import builders
from tests.harness import (
    account_acts,
    billing_acts,
    breach_acts,
    credential_acts,
    oauth_acts,
    objection_acts,
    retention_acts,
    sub_processor_acts,
    subject_acts,
)
from tests.harness.api import ADDRESS, PASSWORD, TERMS, Api, Json, customer, draft, line, payment, registration
from tests.harness.house import RunningHouse
from tests.harness.selecting import the_schema

Path = tuple[str | int, ...]
Make = Callable[[RunningHouse, Api], Awaitable[Json]]


async def _register(_house: RunningHouse, api: Api) -> Json:
    version = (await api.ask(TERMS))["termsOfService"]["version"]
    return registration(f"second-{api.email}", version)


async def _sign_in(_house: RunningHouse, api: Api) -> Json:
    return {"email": api.email, "password": PASSWORD}


async def _nothing(_house: RunningHouse, _api: Api) -> Json:
    return {}


async def _organisation(_house: RunningHouse, _api: Api) -> Json:
    words = {"name": "Menuiserie du Canal & Fils", "legalForm": "SA", "register": "RPM Bruxelles", "bic": "TESTBEB1XXX"}
    reach = {
        "email": "bonjour@menuiserie.example",
        "phone": "+32 2 555 01 02",
        "iban": builders.belgian_iban(5390075471),
    }
    return {**words, **reach, "address": ADDRESS, "language": "NL"}


async def _journal(_house: RunningHouse, api: Api) -> Json:
    journals = (await api.ask("{ journals { id } }"))["journals"]
    return {"journal": journals[0]["id"], "pattern": "V{year}-{number:5}"}


async def _new_company(_house: RunningHouse, _api: Api) -> Json:
    contact = {"name": "Els Maes", "email": "els@inkt.example", "phone": "+32 9 555 01 03", "jobTitle": "Boekhouder"}
    return customer(phone="+32 9 555 01 02", isNaturalPerson=False, contacts=[contact])


async def _changed_company(_house: RunningHouse, api: Api) -> Json:
    changed = {"name": "Drukkerij Nieuwe Inkt", "email": "nieuw@inkt.example", "phone": "+32 9 555 01 04"}
    numbers = {"enterpriseNumber": builders.BUYER_NUMBER, "vatNumber": "BE" + builders.BUYER_NUMBER}
    return {"company": await api.company(), **changed, **numbers, "address": ADDRESS, "isNaturalPerson": False}


async def _archived(_house: RunningHouse, api: Api) -> Json:
    return {"company": await api.company()}


async def _new_contact(_house: RunningHouse, api: Api) -> Json:
    contact = {"name": "Els Maes", "email": "els@inkt.example", "phone": "+32 9 555 01 03", "jobTitle": "Boekhouder"}
    return {"company": await api.company(), "contact": contact}


async def contact_of(api: Api, company: str) -> str:
    """The id of a company's first contact."""
    query = "query ($id: ID!) { company(id: $id) { contacts(first: 1) { nodes { id } } } }"
    found: str = (await api.ask(query, id=company))["company"]["contacts"]["nodes"][0]["id"]
    return found


async def _changed_contact(_house: RunningHouse, api: Api) -> Json:
    changed = {"name": "Els Maes", "email": "els@inkt.example", "phone": "+32 9 555 01 03", "jobTitle": "Boekhouder"}
    return {"contact": await contact_of(api, await api.company()), **changed}


async def _removed_contact(_house: RunningHouse, api: Api) -> Json:
    return {"contact": await contact_of(api, await api.company())}


async def _new_draft(_house: RunningHouse, api: Api) -> Json:
    off = {"reason": "Fidélité", "percent": "5", "vat": {"category": "STANDARD", "rate": "21"}}
    more = {"buyerReference": "PO-17", "note": "Merci", "deliveredOn": "2026-11-20", "deliveryCountry": "BE"}
    return draft(await api.company(), line(discountPercent="10"), discounts=[off], **more)


async def _changed_draft(house: RunningHouse, api: Api) -> Json:
    given = await _new_draft(house, api)
    return {"invoice": await api.draft(given["customer"]), **given}


async def _draft_alone(_house: RunningHouse, api: Api) -> Json:
    return {"invoice": await api.draft(await api.company())}


async def _sent(_house: RunningHouse, api: Api) -> Json:
    return {"invoice": (await api.issued())["id"], "to": ["jan@inkt.example"]}


async def _credited(_house: RunningHouse, api: Api) -> Json:
    lines = [{"position": 1, "quantity": "1"}]
    return {"invoice": (await api.issued())["id"], "reason": "Erreur", "lines": lines}


async def _paid(_house: RunningHouse, api: Api) -> Json:
    more = {"payer": "Drukkerij De Gouden Inkt", "communication": "facture 1"}
    return payment("100.00", {(await api.issued())["id"]: "60.00"}, **more)


async def _allocated(_house: RunningHouse, api: Api) -> Json:
    paid = await api.do("registerPayment", payment("100.00"))
    allocations = [{"invoice": (await api.issued())["id"], "amount": "40.00"}]
    return {"payment": paid["payment"]["id"], "allocations": allocations}


async def _parked(house: RunningHouse, api: Api) -> Json:
    invoice = (await api.issued())["id"]
    key = f"render:{invoice.removeprefix('inv_')}"
    await house.queue.take(api.organisation_id)
    await house.truth("UPDATE job_run SET state = 'PARKED', attempts = 8 WHERE run_key = $1", key)
    return {"key": key}


async def second_owner(house: RunningHouse, api: Api) -> Api:
    """Somebody else who owns the organisation as well."""
    other = await Api.registered(house.http)
    await house.truth(
        """WITH seat AS (INSERT INTO membership (organisation_id, user_id, role, created_at)
            SELECT $1, u.id, 'OWNER', now() FROM user_account u WHERE u.email = $2 RETURNING user_id)
        INSERT INTO audit_actor (organisation_id, id, user_id) SELECT $1, gen_random_uuid(), user_id FROM seat""",
        api.organisation_id,
        other.email,
    )
    return other


async def _deleted_account(house: RunningHouse, api: Api) -> Json:
    await second_owner(house, api)
    return {"proof": {"password": PASSWORD}, "confirm": True}


async def _closed(_house: RunningHouse, api: Api) -> Json:
    await api.issued()
    return {"proof": {"password": PASSWORD}, "name": "Menuiserie du Canal"}


async def _reopened(house: RunningHouse, api: Api) -> Json:
    await api.do("closeOrganisation", await _closed(house, api))
    return {}


async def _bounced(house: RunningHouse, api: Api) -> Json:
    address = f"bounced{next(_ADDRESSES)}@inkt.example"
    sent = await api.do("sendInvoice", {"invoice": (await api.issued())["id"], "to": [address]})
    services = house.house.services
    async with services.units.begin(None, request_id="bounced") as unit:
        await unit.suppressions.add(services.fingerprint(address), SuppressionReason.BOUNCED, provider="mailgun")
        await unit.commit()
    return {"delivery": sent["deliveries"][0]["id"]}


_ADDRESSES = count(1)

ACTS: dict[str, Make] = {
    "register": _register,
    "signIn": _sign_in,
    "signOut": _nothing,
    "updateOrganisation": _organisation,
    "configureJournal": _journal,
    "createCompany": _new_company,
    "updateCompany": _changed_company,
    "archiveCompany": _archived,
    "addContact": _new_contact,
    "updateContact": _changed_contact,
    "removeContact": _removed_contact,
    "draftInvoice": _new_draft,
    "updateInvoice": _changed_draft,
    "discardInvoice": _draft_alone,
    "issueInvoice": _draft_alone,
    "sendInvoice": _sent,
    "creditInvoice": _credited,
    "registerPayment": _paid,
    "allocatePayment": _allocated,
    "retryJob": _parked,
    "verifyEmail": account_acts.verified,
    "requestEmailVerification": account_acts.own_address,
    "requestPasswordReset": account_acts.own_address,
    "resetPassword": account_acts.reset,
    "changePassword": account_acts.new_password,
    "changeEmail": account_acts.new_address,
    "confirmEmailChange": account_acts.confirmed_address,
    "updateMe": account_acts.other_name,
    "withdrawConsent": account_acts.marketing,
    "setMarketingConsent": account_acts.news,
    "revokeSession": account_acts.other_session,
    "revokeOtherSessions": _nothing,
    "refreshSession": _nothing,
    "switchOrganisation": account_acts.elsewhere,
    "inviteUser": account_acts.invitation,
    "revokeInvitation": account_acts.open_invitation,
    "resendInvitation": account_acts.open_invitation,
    "acceptInvitation": account_acts.accepted,
    "declineInvitation": account_acts.declined,
    "changeRole": account_acts.other_role,
    "removeMember": account_acts.other_member,
    "leaveOrganisation": account_acts.with_another_owner,
    "liftSuppression": _bounced,
    "registerOAuthApp": oauth_acts.new_app,
    "updateOAuthApp": oauth_acts.changed_app,
    "rotateOAuthAppSecret": oauth_acts.rotated,
    "revokeOAuthApp": oauth_acts.app_alone,
    "revokeAuthorizedApp": oauth_acts.authorized,
    "deleteMyAccount": _deleted_account,
    **credential_acts.ACTS,
    **objection_acts.ACTS,
    **subject_acts.ACTS,
    **breach_acts.ACTS,
    **sub_processor_acts.ACTS,
    **retention_acts.ACTS,
    "closeOrganisation": _closed,
    "reopenOrganisation": _reopened,
    "previewPlanChange": billing_acts.other_plan,
    "startCheckout": billing_acts.plan_to_begin,
    "changePlan": billing_acts.other_plan,
    "changeSeats": billing_acts.more_seats,
    "pauseSubscription": billing_acts.pause,
    "cancelSubscription": billing_acts.cancelled_when_due,
    "reactivateSubscription": billing_acts.cancelled_before,
    "openBillingPortal": billing_acts.known_payer,
}


WITHOUT_SESSION = {
    *("register", "signIn", "startPasskeySignIn", "finishPasskeySignIn"),
    *("verifyEmail", "requestEmailVerification", "requestPasswordReset", "resetPassword"),
    *("confirmEmailChange", "acceptInvitation", "declineInvitation"),
}
"""What anybody can do who holds a password or the link in a letter."""
UNTRACED = {"startPasskeySignIn"}
"""What happens before anybody is known, so that there is no trail to write it in."""
PREVIEWS = ("previewPlanChange",)  # a mutation that only looks
ELSEWHERE = {
    *("register", "requestEmailVerification", "requestPasswordReset", "resetPassword", "switchOrganisation"),
    "acceptInvitation",
}
"""What the trail of another organisation than the caller's tells of: a new one, one that is joined, Smoall's own."""


def declared(mutation: str) -> Json:
    """What the schema declares of a mutation: ``needs``, ``replayed``."""
    fields: Any = Mutation.__strawberry_definition__.fields  # type: ignore[attr-defined]
    (found,) = [field for field in fields if _camel(field.python_name) == mutation]
    metadata: Json = found.metadata
    return metadata


def _camel(name: str) -> str:
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


def input_type_of(mutation: str) -> GraphQLInputObjectType | None:
    """The type of a mutation's input; None when it takes none."""
    mutations = the_schema().mutation_type
    assert mutations is not None
    argument = mutations.fields[mutation].args.get("input")
    if argument is None:
        return None
    found = get_named_type(argument.type)
    assert isinstance(found, GraphQLInputObjectType)
    return found


def places(kind: Any, given: Any, scalar: str, path: Path = ()) -> Iterator[Path]:
    """Where in the sound input ``given`` a value of that scalar stands."""
    kind = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if given is None:
        return
    if isinstance(kind, GraphQLList):
        for index, item in enumerate(given):
            yield from places(kind.of_type, item, scalar, (*path, index))
    elif isinstance(kind, GraphQLInputObjectType):
        for name, part in given.items():
            yield from places(kind.fields[name].type, part, scalar, (*path, name))
    elif kind.name == scalar:
        yield path


def changed(given: Json, path: Path, value: Any) -> Json:
    """The input with another value at that place."""
    result = deepcopy(given)
    place: Any = result
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return result


def at(given: Json, path: Path) -> Any:
    """The value at that place."""
    place: Any = given
    for step in path:
        place = place[step]
    return place
