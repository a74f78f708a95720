"""The life of accounts, told through the API: links are followed as they stand in the letters."""

import re
from dataclasses import replace

import pytest

from smoall.infra.postgres.identity import new_id
from tests.harness.account_acts import NEW_PASSWORD, terms_of
from tests.harness.api import PASSWORD, Api, Json, Refused, registration
from tests.harness.house import RunningHouse
from tests.harness.letters import letters_to, text_of, token_in, token_to
from tests.harness.traces import rows_with

VIEWER = """{ viewer { role permissions user { email name language source sourceDetail emailVerifiedAt }
  organisation { id name } memberships { role organisation { id name } } } }"""
CONSENTS = """{ myConsents { inForce { subject given version textSha256 language source remoteAddress }
  history { subject given source } } }"""


async def viewer(api: Api) -> Json:
    found: Json = (await api.ask(VIEWER))["viewer"]
    return found


async def is_dead(api: Api) -> bool:
    """Whether the session no longer opens anything."""
    answer = await api.answer("{ viewer { role } }")
    return bool(answer.get("errors")) and answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def signed_in(house: RunningHouse, email: str, password: str) -> Api:
    payload = await Api(house.http).do(
        "signIn", {"email": email, "password": password}, select="session { token } organisation { id }"
    )
    return Api(house.http, payload["session"]["token"], email, payload["organisation"]["id"])


async def invite(api: Api, email: str, role: str = "MEMBER", **more: str) -> Json:
    given = {"email": email, "role": role, **more}
    payload = await api.do("inviteUser", given, select="invitation { id state role email source invitedBy { name } }")
    found: Json = payload["invitation"]
    return found


async def accept(house: RunningHouse, token: str, email: str, *, as_: Api | None = None) -> Api:
    """Whoever follows the link, with an account of their own or with a new one."""
    caller = as_ or Api(house.http)
    own = {} if as_ else {"name": "Els Maes", "password": PASSWORD, "terms": await terms_of(caller)}
    select = "session { token } organisation { id } user { email }"
    payload = await caller.do("acceptInvitation", {"token": token, **own}, select=select)
    assert payload["user"]["email"] == email
    return Api(house.http, payload["session"]["token"], email, payload["organisation"]["id"])


def address(api: Api, name: str) -> str:
    """An address that no other test has."""
    return f"{name}-{api.email}"


async def test_a_registered_person_proves_their_address(house: RunningHouse) -> None:
    api = await Api.registered(house.http)
    assert (await viewer(api))["user"]["emailVerifiedAt"] is None
    token = await token_to(house, api.email, "VERIFY_EMAIL")

    await Api(house.http).do("verifyEmail", {"token": token})

    assert (await viewer(api))["user"]["emailVerifiedAt"]
    assert (await Api(house.http).refusal("verifyEmail", {"token": token}))["code"] == "LINK_INVALID"


@pytest.mark.parametrize("shown", [True, False])
async def test_registering_leaves_the_proof_of_what_was_accepted_or_shown(house: RunningHouse, shown: bool) -> None:
    texts = await Api(house.http).ask(
        "{ termsOfService(language: FR) { version textSha256 } privacyNotice(language: FR) { version textSha256 } }"
    )
    given = registration(f"{new_id().hex}@example.be", texts["termsOfService"]["version"])
    named = {"privacyNoticeVersion": texts["privacyNotice"]["version"]} if shown else {}
    made = await Api(house.http).do("register", {**given, **named}, select="session { token }")
    seen = (await Api(house.http, made["session"]["token"]).ask(CONSENTS))["myConsents"]
    by_subject = {entry["subject"]: entry for entry in seen["inForce"]}
    notice = {"PRIVACY_NOTICE": True} if shown else {}  # nobody says that it was shown: nothing proves it
    assert {subject: entry["given"] for subject, entry in by_subject.items()} == {
        "TERMS": True,
        "MARKETING": False,
        **notice,
    }
    for subject, text in (("TERMS", texts["termsOfService"]), ("PRIVACY_NOTICE", texts["privacyNotice"])):
        if subject not in by_subject:
            continue
        assert {name: by_subject[subject][name] for name in text} == text
        assert (by_subject[subject]["language"], by_subject[subject]["source"]) == ("FR", "REGISTRATION")
        assert by_subject[subject]["remoteAddress"] == "127.0.0.1"


async def test_consent_to_news_comes_and_goes_and_every_step_stays(house: RunningHouse, api: Api) -> None:
    await api.do("setMarketingConsent", {"given": True})
    await api.do("setMarketingConsent", {"given": True})  # says what holds already: no entry
    await api.do("withdrawConsent", {"subject": "MARKETING"})
    history = (await api.ask(CONSENTS))["myConsents"]["history"]
    assert [(entry["given"], entry["source"]) for entry in history if entry["subject"] == "MARKETING"] == [
        (False, "REGISTRATION"),
        (True, "SETTINGS"),
        (False, "SETTINGS"),
    ]
    for subject in ("TERMS", "PRIVACY_NOTICE"):
        problem = await api.refusal("withdrawConsent", {"subject": subject})
        assert problem["code"] == "CONSENT_NEEDED"
        assert "deleteMyAccount" in problem["message"]
    assert len((await api.ask(CONSENTS))["myConsents"]["history"]) == 4


async def test_a_payload_tells_the_same_consents_as_the_query(api: Api) -> None:
    select = "consents { inForce { subject given source } history { subject given source } }"
    told = (await api.do("setMarketingConsent", {"given": True}, select=select))["consents"]
    asked = await api.ask("{ myConsents { inForce { subject given source } history { subject given source } } }")
    assert told == asked["myConsents"]


async def test_a_person_is_invited_informed_and_joins(house: RunningHouse, api: Api) -> None:
    els = address(api, "els")
    invitation = await invite(api, els, "ACCOUNTANT", language="NL", message="Welkom bij ons, Els")
    assert (invitation["state"], invitation["source"], invitation["invitedBy"]["name"]) == (
        "PENDING",
        "EMPLOYER",
        "Anne Dubois",
    )

    (letter,) = await letters_to(house, els, "INVITATION", api.organisation_id)
    text = text_of(letter)
    for said in ("Anne Dubois", "Menuiserie du Canal", "Welkom bij ons, Els", "werkgever", "Smoall"):
        assert said in text
    seen = (await api.ask("{ invitations { nodes { state informedAt } } }"))["invitations"]["nodes"]
    assert seen[0]["informedAt"]

    there = await accept(house, token_in(letter), els)

    found = await viewer(there)
    assert (found["role"], found["organisation"]["id"]) == ("ACCOUNTANT", api.organisation)
    assert found["permissions"] == [
        *("MANAGE_OWN_ACCOUNT", "READ", "READ_AUDIT", "READ_SUBSCRIPTION", "REGISTER_PAYMENTS")
    ]
    user = found["user"]
    assert (user["source"], user["sourceDetail"], user["language"]) == ("EMPLOYER", "Menuiserie du Canal", "NL")
    assert user["emailVerifiedAt"]
    own = (await there.ask(CONSENTS))["myConsents"]["inForce"]
    assert {entry["source"] for entry in own} == {"INVITATION"}
    members = (await api.ask("{ members { nodes { role user { email } } } }"))["members"]["nodes"]
    assert [(one["role"], one["user"]["email"]) for one in members] == [("OWNER", api.email), ("ACCOUNTANT", els)]


async def test_an_accountant_works_for_several_organisations(house: RunningHouse, api: Api, other: Api) -> None:
    els = address(api, "els")
    await invite(api, els, "ACCOUNTANT")
    here = await accept(house, await token_to(house, els, "INVITATION", api.organisation_id), els)
    await invite(other, els, "READER")
    token = await token_to(house, els, "INVITATION", other.organisation_id)

    there = await accept(house, token, els, as_=here)

    assert [one["organisation"]["id"] for one in (await viewer(here))["memberships"]] == [
        api.organisation,
        other.organisation,
    ]
    assert [one["role"] for one in (await viewer(there))["memberships"]] == ["ACCOUNTANT", "READER"]
    assert (await viewer(there))["organisation"]["id"] == other.organisation

    select = "session { token expiresAt } organisation { id }"
    back = await there.do("switchOrganisation", {"organisation": api.organisation, "keepCurrent": True}, select=select)
    assert back["organisation"]["id"] == api.organisation
    assert not await is_dead(there)
    again = replace(there, token=back["session"]["token"])
    gone = await again.do("switchOrganisation", {"organisation": other.organisation}, select=select)
    assert await is_dead(again)
    assert gone["session"]["expiresAt"] == back["session"]["expiresAt"]  # switching makes nothing last longer


async def test_switching_leads_only_where_one_belongs(api: Api, other: Api) -> None:
    nowhere = [other.organisation, "org_" + "0" * 32, "nonsense", ""]
    told = [await api.refusal("switchOrganisation", {"organisation": place}) for place in nowhere]
    assert all(problem == told[0] for problem in told)
    assert told[0]["code"] == "ORGANISATION_NOT_FOUND"
    assert not await is_dead(api)


async def test_a_new_role_holds_at_once_in_every_session(house: RunningHouse, api: Api) -> None:
    els = address(api, "els")
    await invite(api, els)
    there = await accept(house, await token_to(house, els, "INVITATION", api.organisation_id), els)
    second = await there.signed_in_again()
    assert (await viewer(second))["role"] == "MEMBER"
    await there.company()
    user = (await there.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]

    changed = await api.do("changeRole", {"user": user, "role": "READER"}, select="member { role user { id } }")

    assert changed["member"] == {"role": "READER", "user": {"id": user}}
    for session in (there, second):
        assert (await viewer(session))["role"] == "READER"
        with pytest.raises(Refused, match="FORBIDDEN"):
            await session.company()
    (letter,) = await letters_to(house, els, "ROLE_CHANGED", api.organisation_id)
    assert "Anne Dubois" in text_of(letter)


async def test_a_removed_member_is_out_at_once_and_keeps_the_account(house: RunningHouse, api: Api, other: Api) -> None:
    els = address(api, "els")
    await invite(api, els)
    here = await accept(house, await token_to(house, els, "INVITATION", api.organisation_id), els)
    await invite(other, els)
    there = await accept(house, await token_to(house, els, "INVITATION", other.organisation_id), els, as_=here)
    user = (await here.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]

    await api.do("removeMember", {"user": user})

    assert await is_dead(here)
    assert [one["organisation"]["id"] for one in (await viewer(there))["memberships"]] == [other.organisation]
    assert (await signed_in(house, els, PASSWORD)).organisation == other.organisation
    assert len(await letters_to(house, els, "MEMBERSHIP_ENDED", api.organisation_id)) == 1
    await invite(api, els, "ADMIN")  # and may come back
    back = await accept(house, await token_to(house, els, "INVITATION", api.organisation_id), els, as_=there)
    assert (await viewer(back))["role"] == "ADMIN"
    assert (await api.ask("{ verifyAuditTrail { isIntact } }"))["verifyAuditTrail"]["isIntact"]


async def test_the_last_owner_stays_and_is_told_the_way_out(house: RunningHouse, api: Api) -> None:
    me = (await api.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]
    before = await house.counts()
    for mutation, given in (
        ("changeRole", {"user": me, "role": "MEMBER"}),
        ("removeMember", {"user": me}),
        ("leaveOrganisation", None),
    ):
        problem = await api.refusal(mutation, given)
        assert problem["code"] == "LAST_OWNER"
        assert "closeOrganisation" in problem["message"]
    assert await house.counts() == before
    els = address(api, "els")
    await invite(api, els, "OWNER")
    heir = await accept(house, await token_to(house, els, "INVITATION", api.organisation_id), els)
    await api.do("leaveOrganisation")
    assert await is_dead(api)
    assert (await viewer(heir))["role"] == "OWNER"


async def test_a_forgotten_password_is_reset_by_letter(house: RunningHouse, api: Api) -> None:
    await Api(house.http).do("requestPasswordReset", {"email": api.email.upper()})
    token = await token_to(house, api.email, "RESET_PASSWORD")
    other_device = await api.signed_in_again()

    done = await Api(house.http).do("resetPassword", {"token": token, "password": NEW_PASSWORD})

    assert done["endedSessions"] == 2
    assert await is_dead(api)
    assert await is_dead(other_device)
    assert not await is_dead(await signed_in(house, api.email, NEW_PASSWORD))
    with pytest.raises(Refused, match="CREDENTIALS_WRONG"):
        await signed_in(house, api.email, PASSWORD)
    assert len(await letters_to(house, api.email, "PASSWORD_CHANGED")) == 1
    again = {"token": token, "password": "another good sentence"}
    assert (await Api(house.http).refusal("resetPassword", again))["code"] == "LINK_INVALID"


async def test_a_newer_link_makes_the_older_ones_void(house: RunningHouse, api: Api) -> None:
    anonymous = Api(house.http)
    for _ in range(2):  # both are asked for before either is written
        await anonymous.do("requestPasswordReset", {"email": api.email})
    first, second = [token_in(letter) for letter in await letters_to(house, api.email, "RESET_PASSWORD")]
    assert first != second
    answers = [
        (await anonymous.act("resetPassword", {"token": token, "password": NEW_PASSWORD}))["__typename"]
        for token in (first, second)
    ]
    assert sorted(answers) == ["NotFoundProblem", "ResetPasswordPayload"]


async def test_a_changed_password_ends_the_other_sessions(house: RunningHouse, api: Api) -> None:
    elsewhere = await api.signed_in_again()
    given = {"currentPassword": PASSWORD, "password": NEW_PASSWORD}
    assert (await api.do("changePassword", given))["endedSessions"] == 1
    assert await is_dead(elsewhere)
    assert not await is_dead(api)
    problem = await api.refusal("changePassword", {"currentPassword": PASSWORD, "password": "yet another sentence"})
    assert [(one["code"], one["path"]) for one in problem["findings"]] == [("PASSWORD_WRONG", "currentPassword")]


async def test_an_address_changes_when_both_mailboxes_agree(house: RunningHouse, api: Api) -> None:
    new = address(api, "new")
    asked = await api.do("changeEmail", {"email": new, "password": PASSWORD})
    assert asked["state"] == "WAITING_FOR_BOTH"
    theirs = await token_to(house, new, "CONFIRM_EMAIL_NEW", api.organisation_id)
    mine = await token_to(house, api.email, "CONFIRM_EMAIL_OLD", api.organisation_id)

    half = await Api(house.http).do("confirmEmailChange", {"token": theirs})

    assert half["state"] == "WAITING_FOR_OLD"
    assert not await is_dead(await signed_in(house, api.email, PASSWORD))  # the old address is in force
    whole = await Api(house.http).do("confirmEmailChange", {"token": mine})
    assert whole["state"] == "DONE"
    assert (await viewer(api))["user"]["email"] == new
    assert not await is_dead(await signed_in(house, new, PASSWORD))
    with pytest.raises(Refused, match="CREDENTIALS_WRONG"):
        await signed_in(house, api.email, PASSWORD)
    for recipient in (api.email, new):
        assert len(await letters_to(house, recipient, "EMAIL_CHANGED", api.organisation_id)) == 1


async def test_an_address_that_was_taken_meanwhile_stays_with_who_has_it(house: RunningHouse, api: Api) -> None:
    new = address(api, "new")
    await api.do("changeEmail", {"email": new, "password": PASSWORD})
    mine = await token_to(house, api.email, "CONFIRM_EMAIL_OLD", api.organisation_id)
    theirs = await token_to(house, new, "CONFIRM_EMAIL_NEW", api.organisation_id)
    await Api(house.http).do("confirmEmailChange", {"token": mine})
    await house.truth(
        "INSERT INTO user_account (id, email, name, password_hash, language, source, created_at)"
        " VALUES (gen_random_uuid(), $1, 'Somebody', '-', 'FR', 'SELF', now())",
        new,
    )

    problem = await Api(house.http).refusal("confirmEmailChange", {"token": theirs})

    assert (problem["__typename"], problem["code"]) == ("ConflictProblem", "EMAIL_TAKEN")
    assert (await viewer(api))["user"]["email"] == api.email


async def test_sessions_are_seen_and_ended(house: RunningHouse, api: Api) -> None:
    phone = await api.signed_in_again()
    query = "{ sessions { nodes { id isCurrent method remoteAddress userAgent organisation { id } role } } }"
    seen = (await api.ask(query))["sessions"]["nodes"]
    assert [(one["isCurrent"], one["method"]) for one in seen] == [(False, "PASSWORD"), (True, "REGISTRATION")]
    assert all(one["remoteAddress"] == "127.0.0.1" and one["organisation"]["id"] == api.organisation for one in seen)

    ended = await api.do("revokeSession", {"session": seen[0]["id"]})

    assert ended["revoked"] == seen[0]["id"]
    assert await is_dead(phone)
    assert (await api.refusal("revokeSession", {"session": seen[0]["id"]}))["code"] == "SESSION_NOT_FOUND"
    tablet = await api.signed_in_again()
    assert (await api.do("revokeOtherSessions"))["endedSessions"] == 1
    assert await is_dead(tablet)


async def test_a_refreshed_token_takes_the_place_of_the_old_one(api: Api) -> None:
    before = (await api.ask("{ sessions { nodes { expiresAt } } }"))["sessions"]["nodes"][0]["expiresAt"]
    payload = await api.do("refreshSession", select="session { token expiresAt } user { email }")
    fresh = replace(api, token=payload["session"]["token"])
    assert await is_dead(api)
    after = (await fresh.ask("{ sessions { nodes { expiresAt isCurrent method } } }"))["sessions"]["nodes"]
    assert after == [
        {"expiresAt": before, "isCurrent": True, "method": "REGISTRATION"}
    ]  # thirty days after signing in, whatever happens
    assert re.sub(r"\+00:00$", "Z", payload["session"]["expiresAt"])[:19] == before[:19]


async def test_a_person_corrects_their_own_data(api: Api) -> None:
    changed = await api.do(
        "updateMe", {"name": "Anne Peeters", "language": "NL", "expectedVersion": 1}, select="user { name version }"
    )
    assert changed["user"] == {"name": "Anne Peeters", "version": 2}
    found = await viewer(api)
    assert (found["user"]["name"], found["user"]["language"]) == ("Anne Peeters", "NL")
    assert (await api.refusal("updateMe", {"name": "X", "expectedVersion": 1}))["code"] == "STALE"


async def test_an_invitation_is_declined_and_its_address_forgotten(house: RunningHouse, api: Api) -> None:
    els = address(api, "els")
    invitation = await invite(api, els)
    token = await token_to(house, els, "INVITATION", api.organisation_id)
    await Api(house.http).do("declineInvitation", {"token": token})
    seen = (await api.ask("{ invitations { nodes { id state email closedAt } } }"))["invitations"]["nodes"]
    assert [(one["id"], one["state"], one["email"]) for one in seen] == [(invitation["id"], "DECLINED", None)]
    given = {"token": token, "name": "Els", "password": PASSWORD, "terms": await terms_of(api)}
    assert (await Api(house.http).refusal("acceptInvitation", given))["code"] == "LINK_INVALID"
    await invite(api, els)  # she changed her mind


async def test_an_erased_person_stands_in_no_invitation_and_no_change_of_address(house: RunningHouse, api: Api) -> None:
    els, next_ = address(api, "els"), address(api, "next")
    await invite(api, els)
    there = await accept(house, await token_to(house, els, "INVITATION", api.organisation_id), els)
    await there.do("changeEmail", {"email": next_, "password": PASSWORD})
    await Api(house.http).do("requestPasswordReset", {"email": els})

    await there.do("deleteMyAccount", {"proof": {"password": PASSWORD}, "confirm": True}, select="__typename")

    found = await rows_with(house, [els, next_])
    assert {"invitation", "email_change", "letter_request", "user_account"} & found.keys() == set()
