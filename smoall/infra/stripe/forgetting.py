"""Erasure at Stripe: a redaction job empties the customer, its payments, events and request logs (GDPR art. 17, 19).

A job is made, checks for itself whether everything may go, is told to run, and runs. Each call here takes it one step
further: the same key finds the same job, so that a job of ours may simply ask again until it is done.
"""

from smoall.infra.stripe.calls import Missing, StripeCalls
from smoall.usecases.billing.gateway import Forgetting, Forgotten

PREVIEW = "2026-10-28.preview"
"""Redaction is in public preview: the version that has it is named with each request."""
JOBS = "/v1/privacy/redaction_jobs"
TOO_RECENT, NOT_OPEN = "PAYMENTS_TOO_RECENT", "REDACTION_NOT_AVAILABLE"


async def forget(calls: StripeCalls, customer: str, *, key: str) -> Forgotten:
    """DONE, or PENDING with the job's id: also when Stripe refuses for now, for payments must first be 90 days old.

    NOT_SUPPORTED where the account has no redaction: then the customer is deleted, and what was paid keeps its names.
    """
    if await _is_gone(calls, customer):
        return Forgotten(Forgetting.DONE)
    try:
        objects = {"customers": [customer]}
        made = await calls.raw("post", JOBS, version=PREVIEW, key=key, objects=objects, validation_behavior="fix")
    except Missing:
        await _delete(calls, customer)
        return Forgotten(Forgetting.NOT_SUPPORTED, reason=NOT_OPEN)
    job = await calls.raw("get", f"{JOBS}/{made['id']}", version=PREVIEW)
    if job["status"] == "ready":
        job = await calls.raw("post", f"{JOBS}/{job['id']}/run", version=PREVIEW, key=f"{key}:run")
    if job["status"] == "succeeded":
        return Forgotten(Forgetting.DONE)
    return Forgotten(Forgetting.PENDING, job=job["id"], reason=TOO_RECENT if job["status"] == "failed" else None)


async def _is_gone(calls: StripeCalls, customer: str) -> bool:
    try:
        found = await calls.ask(lambda: calls.client.v1.customers.retrieve_async(customer))
    except Missing:
        return True
    return bool(found.get("redacted"))


async def _delete(calls: StripeCalls, customer: str) -> None:
    try:
        await calls.ask(lambda: calls.client.v1.customers.delete_async(customer))
    except Missing:
        return
