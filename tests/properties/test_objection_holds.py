"""Law: once somebody objected, nothing that is done afterwards makes a contact of their address or writes to it."""

import asyncio

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.harness.api import Api, Json, customer, draft
from tests.harness.house import RunningHouse
from tests.harness.objection_acts import first_contact

ADDRESS = "jan@inkt.example"
SPELLINGS = st.sampled_from([ADDRESS, "JAN@INKT.EXAMPLE", " Jan@inkt.example", "jan@Inkt.Example\t"])
PLACES = st.sampled_from(["own", "free"])
STEP = st.one_of(
    st.tuples(st.just("createCompany"), SPELLINGS, PLACES),
    st.tuples(st.just("createContact"), SPELLINGS, PLACES),
    st.tuples(st.just("addContact"), SPELLINGS, PLACES),
    st.tuples(st.just("updateCompany"), SPELLINGS, PLACES),
    st.tuples(st.just("updateContact"), SPELLINGS, PLACES),
    st.tuples(st.just("sendInvoice"), SPELLINGS, PLACES),
    st.tuples(st.just("removeContact"), SPELLINGS, PLACES),
    st.tuples(st.just("archiveCompany"), SPELLINGS, PLACES),
    st.tuples(st.just("draftInvoice"), SPELLINGS, PLACES),
)
COUNTS = """
SELECT (SELECT count(*) FROM contact WHERE organisation_id = $1 AND lower(email) = $2) AS contacts,
    (SELECT count(*) FROM company WHERE organisation_id = $1 AND lower(email) = $2) AS companies,
    (SELECT count(*) FROM delivery WHERE organisation_id = $1 AND lower(recipient) = $2) AS letters
"""


class Scene:
    """An organisation where Jan objected, with a company of his and one that is free of him."""

    def __init__(self, house: RunningHouse, api: Api, ids: Json) -> None:
        self.house, self.api, self.ids = house, api, ids

    @classmethod
    async def made(cls, house: RunningHouse) -> "Scene":
        """The objection is noted; then time goes on."""
        api = await Api.registered(house.http)
        own = await api.company(email="boekhouding@inkt.example")
        free = await api.company(email="vrij@inkt.example", contacts=[{"name": "An", "email": "an@inkt.example"}])
        ids = {"own": own, "free": free}
        for place in ("own", "free"):
            ids[f"{place} contact"] = await first_contact(api, ids[place])
            ids[f"{place} invoice"] = (await api.issued(ids[place]))["id"]
        await api.do("opposeProcessing", {"contact": ids["own contact"], "reason": "Non merci"})
        return cls(house, api, ids)

    async def take(self, step: tuple[str, str, str]) -> Json:
        """What one more thing that is tried answers."""
        kind, address, place = step
        company, contact = self.ids[place], self.ids[f"{place} contact"]
        new = {"name": "Jan", "email": address}
        tried: dict[str, tuple[str, Json]] = {
            "createCompany": ("createCompany", customer(email=address, contacts=[])),
            "createContact": ("createCompany", customer(email=None, contacts=[new])),
            "addContact": ("addContact", {"company": company, "contact": new}),
            "updateCompany": ("updateCompany", {"company": company, "email": address}),
            "updateContact": ("updateContact", {"contact": contact, "email": address}),
            "sendInvoice": ("sendInvoice", {"invoice": self.ids[f"{place} invoice"], "to": [address]}),
            "removeContact": ("removeContact", {"contact": contact}),
            "archiveCompany": ("archiveCompany", {"company": company}),
            "draftInvoice": ("draftInvoice", draft(company)),
        }
        mutation, input_ = tried[kind]
        return await self.api.act(mutation, input_, select="__typename")

    async def counts(self) -> dict[str, int]:
        """How often the address stands in records and letters."""
        (row,) = await self.house.truth(COUNTS, self.api.organisation_id, ADDRESS)
        return dict(row)


async def test_no_sequence_of_acts_brings_the_address_back(house: RunningHouse) -> None:
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=4,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEP, min_size=5, max_size=14))
    def law(steps: list[tuple[str, str, str]]) -> None:
        asyncio.run_coroutine_threadsafe(holds(house, steps), loop).result()

    await asyncio.to_thread(law)


async def holds(house: RunningHouse, steps: list[tuple[str, str, str]]) -> None:
    """Each act is refused in words, or leaves no more of the address than there was."""
    scene = await Scene.made(house)
    before = await scene.counts()
    for step in steps:
        answer = await scene.take(step)
        after = await scene.counts()
        assert all(after[name] <= before[name] for name in before), (step, answer)
        if step[0] in ("createCompany", "createContact", "addContact", "sendInvoice"):
            assert answer.get("code") == "PROCESSING_OPPOSED", (step, answer)
    other = await Api.registered(house.http)
    await other.company(email=ADDRESS)
