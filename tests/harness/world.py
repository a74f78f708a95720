"""Everything that an organisation can own, made once: one id of every kind, and words that only it knows."""

from dataclasses import dataclass

from smoall.domain.kernel.ids import Kind, public_id
from tests import builders
from tests.harness import breach_acts, oauth_acts, retention_acts, sub_processor_acts, subject_acts
from tests.harness.account_acts import proved
from tests.harness.ageing import age_company
from tests.harness.api import Api, Json, payment
from tests.harness.billing_acts import subscribe
from tests.harness.credentials import create_key, register_passkey
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import AGREED

SILENT = builders.enterprise_number(9990003)
"""The number of who objected: nobody under it is taken in again."""
EVERYTHING = """query ($company: ID!, $invoice: ID!) {
  viewer { user { id } organisation { id } }
  journals { id }
  sessions { nodes { id } }
  company(id: $company) { contacts { nodes { id } } }
  invoice(id: $invoice) {
    pdf { url } ubl { url }
    allocations { id payment { id } }
    creditNotes { nodes { id pdf { url } ubl { url } } }
    deliveries { nodes { id } }
  }
}"""


SHARED = frozenset({Kind.SUB_PROCESSOR_CHANGE})
"""What Smoall says to all organisations is no secret of any."""


@dataclass(frozen=True, slots=True)
class World:
    """An organisation with a person in it, the ids of its things by kind, and the addresses of its files."""

    api: Api
    ids: dict[Kind, str]
    draft: str
    job: str
    urls: tuple[str, ...]
    secret: str


async def make_world(house: RunningHouse, secret: str) -> World:
    """A company, a contact, a draft, an issued, sent, half paid and half credited invoice, with its files made."""
    api = await Api.registered(house.http, name=f"Atelier {secret}")
    contact = {"name": f"Persoon {secret}", "email": f"{secret}@inkt.example"}
    company = await api.company(name=f"Klant {secret}", contacts=[contact])
    quiet = {"email": f"stil-{secret}@inkt.example", "enterpriseNumber": SILENT, "vatNumber": f"BE{SILENT}"}
    silent = await api.company(name=f"Stil {secret}", contacts=[], **quiet)
    await api.do("opposeProcessing", {"company": silent, "reason": secret})
    draft = await api.draft(company, note=f"Nota {secret}")
    off = {"reason": secret, "percent": "5", "vat": {"category": "STANDARD", "rate": "21"}}
    invoice = (await api.issued(company, note=f"Nota {secret}", discounts=[off]))["id"]
    await api.do("registerPayment", payment("10.00", {invoice: "10.00"}, payer=secret), key=secret)
    await api.do("creditInvoice", {"invoice": invoice, "reason": secret, "lines": [{"position": 1, "quantity": "1"}]})
    await api.do("sendInvoice", {"invoice": invoice, "to": [f"{secret}@inkt.example"]})
    invitation = {"email": f"{secret}@invited.example", "role": "READER", "message": secret}
    await proved(house, api)
    invited = await api.do("inviteUser", invitation, select="invitation { id }")
    await house.queue.drain(api.organisation_id)
    seen = await api.ask(EVERYTHING, company=company, invoice=invoice)
    person = seen["company"]["contacts"]["nodes"][0]["id"]
    await api.do("setMarketingBasis", {"contact": person, **AGREED, "proof": secret})
    note = seen["invoice"]["creditNotes"]["nodes"][0]
    await api.do("restrictProcessing", {"document": note["id"], "reason": secret})
    ids = {
        Kind.USER: seen["viewer"]["user"]["id"],
        Kind.ORGANISATION: api.organisation,
        Kind.COMPANY: company,
        Kind.CONTACT: seen["company"]["contacts"]["nodes"][0]["id"],
        Kind.INVOICE: invoice,
        Kind.CREDIT_NOTE: note["id"],
        Kind.PAYMENT: seen["invoice"]["allocations"][0]["payment"]["id"],
        Kind.ALLOCATION: seen["invoice"]["allocations"][0]["id"],
        Kind.DELIVERY: seen["invoice"]["deliveries"]["nodes"][0]["id"],
        Kind.JOURNAL: seen["journals"][0]["id"],
        Kind.SESSION: seen["sessions"]["nodes"][0]["id"],
        Kind.INVITATION: invited["invitation"]["id"],
    }
    ids[Kind.API_KEY] = (await create_key(api, name=f"Key {secret}"))[1]["id"]
    ids[Kind.PASSKEY] = (await register_passkey(api, name=f"Device {secret}"))[1]
    ids[Kind.OAUTH_APP] = (await oauth_acts.registered(api, name=f"App {secret}"))["app"]["id"]
    await oauth_acts.grant_for(house, api, ids[Kind.OAUTH_APP])
    ids[Kind.SUBJECT_REQUEST] = await subject_acts.opened(house, api, name=f"Persoon {secret}")
    ids[Kind.BREACH] = await breach_acts.known_to_smoall(house, company, facts=f"Lek {secret}")
    ids[Kind.SUB_PROCESSOR_CHANGE] = await sub_processor_acts.open_announcement(house)
    objection = {"change": ids[Kind.SUB_PROCESSOR_CHANGE], "reason": secret}
    await api.do("objectToSubProcessor", objection)
    await api.do("setRetentionPolicy", {"category": "INVOICE", "years": 11, "reason": secret})
    ids |= await _kept_and_purged(house, api, secret)
    ids |= await _subscribed(house, api)
    job = f"render:{invoice.removeprefix('inv_')}"
    return World(api, ids, draft, job, _urls(seen["invoice"], note), secret)


async def _kept_and_purged(house: RunningHouse, api: Api, secret: str) -> dict[Kind, str]:
    """A hold, a prospect that is kept, another that is over and ordered to go."""
    kept = await api.company(name=f"Bewaard {secret}", contacts=[])
    await api.do("keepProspects", {"companies": [kept], "reason": secret})
    hold = {"object": kept, "ground": "OTHER", "reason": secret}
    placed = await api.do("placeHold", hold, select="hold { id }")
    await age_company(house, api, await api.company(name=f"Vergeten {secret}", contacts=[]))
    order = {"reason": secret, "previewToken": await retention_acts.previewed(api)}
    run = await api.do("runPurge", order, select="run { id }")
    return {Kind.LEGAL_HOLD: placed["hold"]["id"], Kind.PURGE_RUN: run["run"]["id"]}


async def _subscribed(house: RunningHouse, api: Api) -> dict[Kind, str]:
    """A plan, paid for on a page, with its invoice, its collection and the letters about it."""
    await subscribe(house, api)
    await house.queue.drain(api.organisation_id)
    found = await api.ask("{ subscription { id invoices { nodes { id } } } }")
    ids = {
        Kind.SUBSCRIPTION: found["subscription"]["id"],
        Kind.SUBSCRIPTION_INVOICE: found["subscription"]["invoices"]["nodes"][0]["id"],
    }
    (taken,) = await house.truth("SELECT id FROM collection WHERE organisation_id = $1", api.organisation_id)
    letter = await house.truth("SELECT id FROM message WHERE recipient = $1", api.email)
    return ids | {
        Kind.COLLECTION: public_id(Kind.COLLECTION, taken["id"]),
        Kind.MESSAGE: public_id(Kind.MESSAGE, letter[0]["id"]),
    }


def _urls(*documents: Json) -> tuple[str, ...]:
    return tuple(document[kind]["url"] for document in documents for kind in ("pdf", "ubl"))
