"""What the register tells of the end of an organisation is what its purge does, table by table."""

from uuid import UUID, uuid4

from smoall.infra.crypto.certificates import CertificateSigner
from smoall.infra.crypto.master_key import master_key
from smoall.infra.postgres.replay import FORGET
from smoall.infra.postgres.tables import metadata
from smoall.usecases.privacy.purge_organisation import Purging, purge_organisation
from tests.harness.api import PASSWORD, Api, Json
from tests.harness.house import RunningHouse
from tests.harness.world import make_world

LINES = "{ processingRegister { sheets { retention { table columns atEnd terms { days } } } } }"


async def filled(house: RunningHouse, organisation_id: UUID, line: Json) -> int:
    """The rows of the organisation in which one of the line's columns holds something."""
    holding = " OR ".join(f"coalesce({column}::text, '') NOT IN ('', '{{}}', 'XX')" for column in line["columns"])
    sql = f"SELECT count(*) AS n FROM {line['table']} WHERE organisation_id = $1 AND ({holding})"
    (row,) = await house.truth(sql, organisation_id)
    return int(row["n"])


async def test_the_end_of_an_organisation_does_what_its_register_told(house: RunningHouse) -> None:
    secret = uuid4().hex[:10]
    world = await make_world(house, secret)
    api = world.api
    told = (await api.ask(LINES))["processingRegister"]["sheets"]
    lines = [line for sheet in told for line in sheet["retention"] if metadata.tables[line["table"]].info["tenant"]]
    await api.do("closeOrganisation", {"proof": {"password": PASSWORD}, "name": f"Atelier {secret}"})
    await house.queue.drain(api.organisation_id)
    before = [await filled(house, api.organisation_id, line) for line in lines]
    await house.truth("UPDATE tenant SET erase_after = brussels_today() - 1 WHERE id = $1", api.organisation_id)

    purging = Purging(CertificateSigner(master_key(house.home)), 90)
    await purge_organisation(house.house.services.units, api.organisation_id, uuid4(), purging=purging)

    wrong, own = [], {"audit_actor": 1, "audit_payload": 1}  # what the purge itself wrote into the trail
    for line, first in zip(lines, before, strict=True):
        left = await filled(house, api.organisation_id, line) - own.get(line["table"], 0)
        sound = {"GOES": left == 0, "EMPTIED": left == 0, "GOES_IN_PART": left <= first, "STAYS": left == first}
        if not sound[line["atEnd"]]:
            wrong.append((line["table"], line["atEnd"], first, left))
    assert not wrong, wrong
    assert sum(before) > 20


async def test_answers_for_replay_are_forgotten_after_the_term_that_is_told(api: Api) -> None:
    told = (await api.ask(LINES))["processingRegister"]["sheets"]
    terms = [
        term["days"]
        for sheet in told
        for line in sheet["retention"]
        if line["table"] == "idempotency"
        for term in line["terms"]
    ]
    assert terms == [1]
    assert "interval '24 hours'" in FORGET


async def test_the_terms_that_a_purge_judges_by_are_those_of_the_register(api: Api) -> None:
    await api.do("setRetentionPolicy", {"category": "RELATION", "years": 8})
    await api.do("setRetentionPolicy", {"category": "PROSPECT", "months": 24})
    told = (await api.ask(TERMS))["processingRegister"]
    tables = {
        table: {
            (one["reason"], one["years"], one["months"])
            for sheet in told["sheets"]
            for line in sheet["retention"]
            if line["table"] == table
            for one in line["terms"]
        }
        for table in ("contact", "document", "payment")
    }
    policies = (await api.ask(POLICIES))["retentionPolicies"]
    judged = {
        one["category"]: {(rule["reason"], rule["years"], rule["months"]) for rule in one["rules"]} for one in policies
    }
    assert tables["contact"] == judged["RELATION"] | judged["PROSPECT"]
    assert tables["document"] == judged["INVOICE"]
    assert tables["payment"] == judged["VOUCHER"]
    assert told["policyVersion"].endswith(policies[0]["version"])


TERMS = "{ processingRegister { policyVersion sheets { retention { table terms { reason years months } } } } }"
POLICIES = "{ retentionPolicies { category version rules { reason years months } } }"
