"""Sound inputs of the mutations of second factors, passkeys and API keys."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from tests.harness.api import Api, Json
from tests.harness.credentials import (
    PROOF,
    code_of,
    create_key,
    device_of,
    enrolled,
    passkey_options,
    register_passkey,
)
from tests.harness.house import RunningHouse


async def nothing(_house: RunningHouse, _api: Api) -> Json:
    return {}


async def proof(_house: RunningHouse, _api: Api) -> Json:
    return {"proof": PROOF}


async def first_code(_house: RunningHouse, api: Api) -> Json:
    return {"code": code_of((await api.do("enrolTotp", {"proof": PROOF}))["secret"])}


async def with_code(_house: RunningHouse, api: Api) -> Json:
    return {"proof": {**PROOF, "code": (await enrolled(api)).code()}}


async def made_passkey(_house: RunningHouse, api: Api) -> Json:
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    return {"credential": device_of(api).create(options), "name": "Téléphone d'Anne"}


async def passkey_signature(_house: RunningHouse, api: Api) -> Json:
    device, _ = await register_passkey(api)
    return {"credential": device.get(await passkey_options(api))}


async def removed_passkey(_house: RunningHouse, api: Api) -> Json:
    return {"passkey": (await register_passkey(api))[1], "proof": PROOF}


async def new_key(_house: RunningHouse, _api: Api) -> Json:
    expires_at = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    return {"name": "Boutique en ligne", "scopes": ["READ", "DRAFT_INVOICES"], "expiresAt": expires_at, "proof": PROOF}


async def rotated_key(_house: RunningHouse, api: Api) -> Json:
    expires_at = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    key = (await create_key(api))[1]["id"]
    return {"apiKey": key, "overlapHours": 1, "expiresAt": expires_at, "proof": PROOF}


async def revoked_key(_house: RunningHouse, api: Api) -> Json:
    return {"apiKey": (await create_key(api))[1]["id"]}


ACTS: dict[str, Callable[[RunningHouse, Api], Awaitable[Json]]] = {
    "enrolTotp": proof,
    "confirmTotp": first_code,
    "disableTotp": with_code,
    "regenerateRecoveryCodes": with_code,
    "startPasskeyRegistration": proof,
    "finishPasskeyRegistration": made_passkey,
    "startPasskeySignIn": nothing,
    "finishPasskeySignIn": passkey_signature,
    "removePasskey": removed_passkey,
    "createApiKey": new_key,
    "rotateApiKey": rotated_key,
    "revokeApiKey": revoked_key,
}
