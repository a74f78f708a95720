"""Second factors, passkeys and API keys as a person gets them, for tests that need one."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pyotp

from tests.harness.api import PASSWORD, Api, Json
from tests.harness.authenticator import Authenticator

PROOF = {"password": PASSWORD}
SIGNED_IN = "session { token } organisation { id }"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A second factor that is on: its secret and its recovery codes."""

    secret: str
    recovery_codes: tuple[str, ...]

    def code(self, *, ahead: int = 1) -> str:
        """A code of the app ``ahead`` steps from now; the present one was used to switch it on."""
        return code_of(self.secret, ahead=ahead)


def code_of(secret: str, *, ahead: int = 0) -> str:
    """What an app shows ``ahead`` steps of thirty seconds from now."""
    app = pyotp.TOTP(secret)
    return app.at(datetime.now(UTC), counter_offset=ahead)


async def enrolled(api: Api) -> Enrolled:
    """Switch the person's second factor on."""
    made = await api.do("enrolTotp", {"proof": PROOF})
    confirmed = await api.do("confirmTotp", {"code": code_of(made["secret"])})
    return Enrolled(made["secret"], tuple(confirmed["recoveryCodes"]))


def device_of(api: Api) -> Authenticator:
    """A device without a key, at the house's own address."""
    return Authenticator(str(api.http.base_url).rstrip("/"))


async def register_passkey(api: Api, *, name: str = "Laptop") -> tuple[Authenticator, str]:
    """A device with a passkey of the person, and the passkey's id."""
    device = device_of(api)
    options = (await api.do("startPasskeyRegistration", {"proof": PROOF}))["options"]
    given = {"credential": device.create(options), "name": name}
    passkey = (await api.do("finishPasskeyRegistration", given, select="passkey { id }"))["passkey"]
    return device, passkey["id"]


async def passkey_options(api: Api) -> str:
    """What a browser asks its devices with."""
    found: str = (await replace(api, token=None).do("startPasskeySignIn"))["options"]
    return found


async def create_key(api: Api, *scopes: str, **changes: object) -> tuple[Api, Json]:
    """A client that holds a new API key, and the key without its secret."""
    given = {"name": "CI", "scopes": list(scopes) or ["READ"], "proof": PROOF, **changes}
    made = await api.do("createApiKey", given, select="secret apiKey { id prefix expiresAt scopes state }")
    return replace(api, token=made["secret"]), made["apiKey"]
