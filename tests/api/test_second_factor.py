"""The second factor: asked for once it is on, each code good once, nothing told before the password is right."""

import asyncio
import base64
import random
from typing import Any

import pytest

from smoall.infra.crypto.passwords import Argon2Passwords
from tests.harness.api import PASSWORD, Api, Json
from tests.harness.credentials import PROOF, Enrolled, code_of, enrolled
from tests.harness.house import RunningHouse

FACTOR = "{ secondFactor { enabled enabledAt recoveryCodesLeft } }"


async def sign_in(api: Api, **changes: Any) -> Json:
    """What signing in as that person answers, on another device."""
    given = {"email": api.email, "password": PASSWORD, **changes}
    return await Api(api.http).act("signIn", given, select="session { token }")


async def letters(house: RunningHouse, api: Api) -> list[str]:
    """What the person was told by letter about their credentials, the oldest first."""
    found = await house.truth(
        "SELECT words->>'change' AS change FROM message WHERE recipient = $1 AND kind = 'SECOND_FACTOR_CHANGED'"
        " ORDER BY created_at, id",
        api.email,
    )
    return [row["change"] for row in found]


async def sessions(house: RunningHouse, api: Api) -> int:
    found = await house.truth(
        "SELECT count(*) AS n FROM session WHERE organisation_id = $1 AND revoked_at IS NULL", api.organisation_id
    )
    count: int = found[0]["n"]
    return count


async def test_enrolling_shows_the_secret_once_in_three_forms_and_asks_for_nothing_yet(api: Api) -> None:
    made = await api.do("enrolTotp", {"proof": PROOF})
    assert made["uri"].startswith(f"otpauth://totp/Smoall:{api.email}?secret={made['secret']}&issuer=Smoall")
    assert made["qrCode"].startswith("data:image/svg+xml;")
    assert (await api.ask(FACTOR))["secondFactor"] == {"enabled": False, "enabledAt": None, "recoveryCodesLeft": 0}
    assert (await sign_in(api))["__typename"] == "SignInPayload"


async def test_the_first_code_switches_it_on_and_shows_ten_recovery_codes(house: RunningHouse, api: Api) -> None:
    factor = await enrolled(api)
    assert len(set(factor.recovery_codes)) == 10
    shown = (await api.ask(FACTOR))["secondFactor"]
    assert (shown["enabled"], shown["recoveryCodesLeft"]) == (True, 10)
    assert await letters(house, api) == ["TOTP_ENABLED"]
    assert (await api.refusal("enrolTotp", {"proof": PROOF}))["code"] == "TOTP_ENABLED"
    assert (await api.refusal("confirmTotp", {"code": factor.code()}))["code"] == "TOTP_ENABLED"


async def test_a_wrong_first_code_switches_nothing_on(house: RunningHouse, api: Api) -> None:
    secret = (await api.do("enrolTotp", {"proof": PROOF}))["secret"]
    far = code_of(secret, ahead=50)
    (finding,) = (await api.refusal("confirmTotp", {"code": far}))["findings"]
    assert (finding["code"], finding["path"]) == ("CODE_WRONG", "code")
    assert not (await api.ask(FACTOR))["secondFactor"]["enabled"]
    await house.truth("UPDATE second_factor SET created_at = created_at - interval '31 minutes'")
    assert (await api.refusal("confirmTotp", {"code": code_of(secret)}))["code"] == "TOTP_NOT_ENROLLED"


async def test_the_password_alone_is_told_that_a_code_is_missing_and_a_wrong_one_is_told_nothing(
    house: RunningHouse, api: Api
) -> None:
    factor = await enrolled(api)
    before = await sessions(house, api)
    assert (await sign_in(api))["code"] == "SECOND_FACTOR_REQUIRED"
    assert (await sign_in(api, password="wrong and long enough"))["code"] == "CREDENTIALS_WRONG"
    wrong = await sign_in(api, password="wrong and long enough", code=factor.code())
    assert wrong["code"] == "CREDENTIALS_WRONG"
    assert (await sign_in(api, code="000000"))["code"] == "CODE_WRONG"
    assert await sessions(house, api) == before
    assert (await sign_in(api, code=factor.code()))["__typename"] == "SignInPayload"
    (row,) = await house.truth(
        "SELECT method FROM session WHERE organisation_id = $1 ORDER BY created_at DESC LIMIT 1", api.organisation_id
    )
    assert row["method"] == "PASSWORD_AND_CODE"


async def test_asking_for_the_code_is_no_guess_but_wrong_codes_are_counted(api: Api) -> None:
    factor = await enrolled(api)
    for _ in range(8):
        assert (await sign_in(api))["code"] == "SECOND_FACTOR_REQUIRED"
    for _ in range(5):
        assert (await sign_in(api, code="000000"))["code"] == "CODE_WRONG"
    assert (await sign_in(api, code=factor.code()))["code"] == "TOO_MANY_ATTEMPTS"
    assert (await sign_in(api, code=factor.recovery_codes[0]))["code"] == "TOO_MANY_ATTEMPTS"
    assert (await api.refusal("disableTotp", {"proof": {"code": factor.code()}}))["code"] == "TOO_MANY_ATTEMPTS"


async def test_a_refused_code_is_counted_in_the_metrics(house: RunningHouse, api: Api) -> None:
    await enrolled(api)
    counted = 'smoall_problems_total{code="CODE_WRONG",mutation="signIn"}'

    async def told() -> float:
        text = (await house.http.get("/metrics")).text
        return sum(float(line.split()[1]) for line in text.splitlines() if line.startswith(counted))

    before = await told()
    await sign_in(api, code="000000")
    assert await told() == before + 1


async def test_a_code_of_the_app_works_once(api: Api) -> None:
    factor = await enrolled(api)
    code = factor.code()
    assert (await sign_in(api, code=code))["__typename"] == "SignInPayload"
    assert (await sign_in(api, code=code))["code"] == "CODE_WRONG"


@pytest.mark.parametrize("kind", ["app", "recovery"])
async def test_of_two_that_bring_one_code_at_once_one_gets_in(house: RunningHouse, api: Api, kind: str) -> None:
    factor = await enrolled(api)
    code = factor.code() if kind == "app" else factor.recovery_codes[3]
    before = await sessions(house, api)
    answers = await asyncio.gather(*(sign_in(api, code=code) for _ in range(4)))
    assert sorted(one["__typename"] for one in answers) == ["ForbiddenProblem"] * 3 + ["SignInPayload"]
    assert await sessions(house, api) == before + 1


async def test_a_recovery_code_works_once_and_its_owner_is_told(house: RunningHouse, api: Api) -> None:
    factor = await enrolled(api)
    typed = factor.recovery_codes[7].lower().replace("-", " ")
    assert (await sign_in(api, code=typed))["__typename"] == "SignInPayload"
    assert (await sign_in(api, code=typed))["code"] == "CODE_WRONG"
    assert (await api.ask(FACTOR))["secondFactor"]["recoveryCodesLeft"] == 9
    assert await letters(house, api) == ["TOTP_ENABLED", "RECOVERY_CODE_USED"]


async def test_somebody_else_s_codes_open_nothing(api: Api, other: Api) -> None:
    mine, theirs = await enrolled(api), await enrolled(other)
    assert (await sign_in(api, code=theirs.recovery_codes[0]))["code"] == "CODE_WRONG"
    assert (await sign_in(api, code=theirs.code()))["code"] == "CODE_WRONG"
    assert (await sign_in(api, code=mine.code()))["__typename"] == "SignInPayload"


async def test_new_recovery_codes_void_the_old_ones_and_take_a_code(house: RunningHouse, api: Api) -> None:
    factor = await enrolled(api)
    assert (await api.refusal("regenerateRecoveryCodes", {"proof": PROOF}))["code"] == "SECOND_FACTOR_REQUIRED"
    made = await api.do("regenerateRecoveryCodes", {"proof": {"code": factor.code()}})
    assert not set(made["recoveryCodes"]) & set(factor.recovery_codes)
    assert (await sign_in(api, code=factor.recovery_codes[0]))["code"] == "CODE_WRONG"
    assert (await sign_in(api, code=made["recoveryCodes"][0]))["__typename"] == "SignInPayload"
    assert await letters(house, api) == ["TOTP_ENABLED", "RECOVERY_CODES_MADE", "RECOVERY_CODE_USED"]


async def test_switching_it_off_takes_a_code_and_leaves_nothing(house: RunningHouse, api: Api) -> None:
    factor = await enrolled(api)
    assert (await api.refusal("disableTotp", {"proof": PROOF}))["code"] == "SECOND_FACTOR_REQUIRED"
    assert (await api.refusal("disableTotp", {"proof": {"code": "123456"}}))["code"] == "PROOF_WRONG"
    both = {"password": "wrong and long enough", "code": factor.recovery_codes[0]}
    assert (await api.refusal("disableTotp", {"proof": both}))["code"] == "PROOF_WRONG"
    assert (await api.ask(FACTOR))["secondFactor"]["enabled"]
    await api.do("disableTotp", {"proof": {"code": factor.recovery_codes[0]}})
    assert (await api.ask(FACTOR))["secondFactor"] == {"enabled": False, "enabledAt": None, "recoveryCodesLeft": 0}
    assert (await sign_in(api))["__typename"] == "SignInPayload"
    assert "TOTP_DISABLED" in await letters(house, api)


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        ({}, "PROOF_REQUIRED"),
        ({"password": ""}, "PROOF_REQUIRED"),
        ({"password": "no, not that"}, "PROOF_WRONG"),
        ({"code": "123456"}, "PROOF_WRONG"),
        ({"password": PASSWORD, "code": "123456"}, "PROOF_WRONG"),
    ],
)
@pytest.mark.parametrize("mutation", ["enrolTotp", "startPasskeyRegistration", "createApiKey"])
async def test_without_the_right_proof_nothing_is_done(
    house: RunningHouse, api: Api, mutation: str, proof: Json, code: str
) -> None:
    given = {"name": "CI", "scopes": ["READ"]} if mutation == "createApiKey" else {}
    assert (await api.refusal(mutation, {**given, "proof": proof}))["code"] == code
    for table in ("second_factor", "passkey", "challenge", "api_key"):
        owner = {"api_key": "created_by"}.get(table, "user_id")
        mine = f"SELECT FROM {table} WHERE {owner} = (SELECT id FROM user_account WHERE email = $1)"
        assert not await house.truth(mine, api.email)


async def test_the_secret_is_sealed_where_it_lies_and_opens_nowhere_else(
    house: RunningHouse, api: Api, other: Api
) -> None:
    mine, _ = await enrolled(api), await enrolled(other)
    rows = await house.truth("SELECT secret_sealed FROM second_factor")
    raw = base64.b32decode(mine.secret)
    assert not [row for row in rows if raw in row["secret_sealed"] or mine.secret.encode() in row["secret_sealed"]]
    await house.truth(
        """UPDATE second_factor SET secret_sealed = (SELECT secret_sealed FROM second_factor f
            JOIN user_account u ON u.id = f.user_id WHERE u.email = $1)
        WHERE user_id = (SELECT id FROM user_account WHERE email = $2)""",
        api.email,
        other.email,
    )
    assert (await sign_in(other, code=mine.code()))["code"] == "SECRET_CLOSED"
    assert (await sign_in(api, code=mine.code()))["__typename"] == "SignInPayload"


async def test_a_password_hashed_at_other_costs_is_hashed_anew_on_signing_in(house: RunningHouse, api: Api) -> None:
    cheap = await Argon2Passwords(memory_kib=64, passes=1).hash(PASSWORD)
    await house.truth("UPDATE user_account SET password_hash = $2 WHERE email = $1", api.email, cheap)
    stored = "SELECT password_hash FROM user_account WHERE email = $1"

    assert (await sign_in(api, password="wrong and long enough"))["code"] == "CREDENTIALS_WRONG"
    assert (await house.truth(stored, api.email))[0]["password_hash"] == cheap
    assert (await sign_in(api))["__typename"] == "SignInPayload"

    anew = (await house.truth(stored, api.email))[0]["password_hash"]
    assert not house.house.services.passwords.needs_rehash(anew)
    assert (await sign_in(api))["__typename"] == "SignInPayload"
    assert (await house.truth(stored, api.email))[0]["password_hash"] == anew


async def test_ten_thousand_passwords_in_aliases_reach_the_hasher_five_times_at_most(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []
    matches = Argon2Passwords.matches

    async def counted(self: Argon2Passwords, password: str, stored: str | None) -> bool:
        reached.append(password)
        return await matches(self, password, stored)

    monkeypatch.setattr(Argon2Passwords, "matches", counted)
    field = 'a{0}: signIn(input: {{ email: "{1}", password: "{2}" }}) {{ __typename }}'
    for start in range(0, 9_990, 15):
        aliases = " ".join(field.format(n, api.email, f"guess {start + n}") for n in range(15))
        answer = (await api.post({"query": f"mutation {{ {aliases} }}"})).json()
        assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert reached == []
    for number in range(10):
        guessed = await sign_in(api, password=f"guess {number + 9_990}")
        assert guessed["code"] in ("CREDENTIALS_WRONG", "TOO_MANY_ATTEMPTS")
    assert len(reached) == 5


ODD = ["", " ", "0", "-", "１２３４５６", "١٢٣٤٥٦", "12345\u0000", "🔑" * 16, "0" * 10_000, "' OR 1=1 --", "000-000"]


async def test_hundreds_of_odd_codes_are_refused_and_cost_nothing_that_was_there(house: RunningHouse, api: Api) -> None:
    rng = random.Random(7)
    secret = (await api.do("enrolTotp", {"proof": PROOF}))["secret"]
    drawn = ["".join(rng.choice("0123456789ABCDEFIOU- éß\n") for _ in range(rng.randint(1, 40))) for _ in range(300)]
    for code in [*ODD, *drawn]:
        assert (await api.act("confirmTotp", {"code": code}))["__typename"] == "InvalidProblem"
    confirmed = await api.do("confirmTotp", {"code": code_of(secret)})
    factor = Enrolled(secret, tuple(confirmed["recoveryCodes"]))
    for code in ODD:
        await house.truth("DELETE FROM throttle")
        assert (await sign_in(api, code=code))["code"] in ("SECOND_FACTOR_REQUIRED", "CODE_WRONG")
    assert (await api.ask(FACTOR))["secondFactor"]["recoveryCodesLeft"] == 10
    assert (await sign_in(api, code=factor.code()))["__typename"] == "SignInPayload"
