import logging
from tests.harness.acts import ACTS
async def test_x(house, api, caplog):
    g=await ACTS["allocatePayment"](house, api)
    try: await api.act("allocatePayment", g)
    except AssertionError: pass
    for r in caplog.records: print(r.name, r.__dict__.get("where"), r.__dict__.get("error"))
