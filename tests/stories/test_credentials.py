"""Anne makes her account safe, loses her telephone, lets a program in and throws it out again."""

from dataclasses import replace

from tests.harness.api import PASSWORD, Api
from tests.harness.credentials import (
    PROOF,
    SIGNED_IN,
    create_key,
    enrolled,
    passkey_options,
    register_passkey,
)
from tests.harness.house import RunningHouse

VIEWER = "{ viewer { user { email } role } }"


async def test_a_person_s_credentials_from_first_to_last(house: RunningHouse, api: Api) -> None:
    anne = {"email": api.email, "password": PASSWORD}
    anybody = Api(api.http)

    # She switches on a second factor: from now on her password alone no longer does.
    factor = await enrolled(api)
    assert (await anybody.refusal("signIn", anne))["code"] == "SECOND_FACTOR_REQUIRED"
    signed_in = await anybody.do("signIn", {**anne, "code": factor.code()}, select=SIGNED_IN)
    desk = replace(api, token=signed_in["session"]["token"])
    assert (await desk.ask(VIEWER))["viewer"]["user"]["email"] == api.email

    # A passkey on her laptop spares her both.
    laptop, passkey = await register_passkey(desk, name="Portable")
    answer = {"credential": laptop.get(await passkey_options(anybody))}
    by_passkey = await anybody.do("finishPasskeySignIn", answer, select=SIGNED_IN)
    sofa = replace(api, token=by_passkey["session"]["token"])

    # Her telephone falls into the canal: a recovery code stands in, and she makes new ones.
    await anybody.do("signIn", {**anne, "code": factor.recovery_codes[0]}, select=SIGNED_IN)
    assert (await anybody.refusal("signIn", {**anne, "code": factor.recovery_codes[0]}))["code"] == "CODE_WRONG"
    made = await sofa.do("regenerateRecoveryCodes", {"proof": {"code": factor.recovery_codes[1]}})
    assert (await anybody.refusal("signIn", {**anne, "code": factor.recovery_codes[2]}))["code"] == "CODE_WRONG"

    # Her web shop gets a key that may read and draft, and nothing more.
    shop, key = await create_key(sofa, "READ", "MANAGE_COMPANIES", "DRAFT_INVOICES", name="Boutique en ligne")
    draft = await shop.draft(await shop.company())
    assert (await shop.refusal("issueInvoice", {"invoice": draft}))["code"] == "SCOPE_MISSING"
    assert (await sofa.issue(draft))["state"] == "ISSUED"

    # The key may have leaked: she rotates it, the shop moves over, the old one is revoked.
    rotated = await sofa.do("rotateApiKey", {"apiKey": key["id"], "proof": PROOF}, select="secret apiKey { id }")
    moved = replace(shop, token=rotated["secret"])
    assert (await shop.ask(VIEWER)) == (await moved.ask(VIEWER))
    await sofa.do("revokeApiKey", {"apiKey": key["id"]})
    assert (await shop.post({"query": VIEWER})).status_code == 401
    assert (await moved.ask(VIEWER))["viewer"]["user"]["email"] == api.email

    # She sells the laptop, and switches the second factor off until she has a new telephone.
    await sofa.do("removePasskey", {"passkey": passkey, "proof": PROOF})
    await sofa.do("disableTotp", {"proof": {"password": PASSWORD, "code": made["recoveryCodes"][0]}})
    await anybody.do("signIn", anne, select=SIGNED_IN)

    # All of it was written down, and told her by letter, in her language.
    trail = await sofa.ask("{ auditTrail(first: 50) { nodes { action } } }")
    assert {entry["action"] for entry in trail["auditTrail"]["nodes"]} >= {
        *("confirmTotp", "finishPasskeyRegistration", "finishPasskeySignIn", "regenerateRecoveryCodes"),
        *("createApiKey", "rotateApiKey", "revokeApiKey", "removePasskey", "disableTotp"),
    }
    told = await house.truth(
        "SELECT coalesce(words->>'change', kind) AS what, language FROM message WHERE recipient = $1"
        " ORDER BY created_at, id",
        api.email,
    )
    assert {row["language"] for row in told} == {"FR"}
    assert [row["what"] for row in told if row["what"] != "VERIFY_EMAIL"] == [
        "TOTP_ENABLED",
        "PASSKEY_ADDED",
        "RECOVERY_CODE_USED",
        "RECOVERY_CODE_USED",
        "RECOVERY_CODES_MADE",
        "NEW_API_KEY",
        "PASSKEY_REMOVED",
        "RECOVERY_CODE_USED",
        "TOTP_DISABLED",
    ]
