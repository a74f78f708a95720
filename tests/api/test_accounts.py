"""What accounts refuse: forged links, guesses, too many letters, wrong people, races between owners."""

import asyncio
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smoall.domain.access.consent import Consent, ConsentSource, ConsentSubject, in_force
from smoall.domain.access.message import LinkPurpose
from smoall.domain.access.role import PERMISSIONS, Role
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import HOUSE
from smoall.infra.postgres.identity import new_id
from tests.harness.account_acts import NEW_PASSWORD, invited, join, plant_link, terms_of, user_of
from tests.harness.api import PASSWORD, TERMS, Api, Json, registration
from tests.harness.credentials import create_key
from tests.harness.house import RunningHouse

FOLLOW: dict[str, Json] = {
    "verifyEmail": {},
    "resetPassword": {"password": NEW_PASSWORD},
    "confirmEmailChange": {},
    "acceptInvitation": {},
    "declineInvitation": {},
}
"""Every mutation that follows a link, with the rest of its input."""
PURPOSES = {
    "verifyEmail": LinkPurpose.VERIFY_EMAIL,
    "resetPassword": LinkPurpose.RESET_PASSWORD,
    "confirmEmailChange": LinkPurpose.CONFIRM_EMAIL_NEW,
    "acceptInvitation": LinkPurpose.INVITATION,
    "declineInvitation": LinkPurpose.INVITATION,
}
FORGED = ["", "smo_", "smo_" + "A" * 43, "smo_" + "A" * 5_000, "\x00", "é" * 43, "' OR 1=1 --", "../" * 20, "null"]


async def follow(house: RunningHouse, mutation: str, token: str) -> Json:
    """What the mutation answers to this token."""
    return await Api(house.http).act(mutation, {"token": token, **FOLLOW[mutation]})


@pytest.mark.parametrize("mutation", FOLLOW)
async def test_a_forged_link_opens_nothing(house: RunningHouse, mutation: str) -> None:
    before = await house.counts()
    for token in FORGED:
        found = await follow(house, mutation, token)
        assert (found["__typename"], found["code"]) == ("NotFoundProblem", "LINK_INVALID"), token
    assert await house.counts() == before


@pytest.mark.parametrize("mutation", FOLLOW)
async def test_a_link_serves_its_own_purpose_only(house: RunningHouse, api: Api, mutation: str) -> None:
    user = await user_of(house, api)
    tokens = [await plant_link(house, purpose, user, user) for purpose in LinkPurpose if purpose != PURPOSES[mutation]]
    if mutation == "confirmEmailChange":  # either of its two, but only for a change that is open
        tokens.append(await plant_link(house, LinkPurpose.CONFIRM_EMAIL_NEW, user, user))
    for token in tokens:
        assert (await follow(house, mutation, token))["code"] == "LINK_INVALID"
    left = await house.truth("SELECT count(*) AS n FROM one_time_token WHERE subject_id = $1 AND used_at IS NULL", user)
    assert left[0]["n"] == len(tokens)


@pytest.mark.parametrize("mutation", FOLLOW)
async def test_an_expired_or_used_link_opens_nothing(house: RunningHouse, api: Api, mutation: str) -> None:
    user = await user_of(house, api)
    for column, ago in (("expires_at", timedelta(seconds=1)), ("used_at", timedelta(days=0))):
        token = await plant_link(house, PURPOSES[mutation], user, user)
        await house.truth(f"UPDATE one_time_token SET {column} = now() - $2::interval WHERE subject_id = $1", user, ago)
        assert (await follow(house, mutation, token))["code"] == "LINK_INVALID"


async def test_one_link_followed_by_many_at_once_works_once(house: RunningHouse, api: Api) -> None:
    user = await user_of(house, api)
    token = await plant_link(house, LinkPurpose.RESET_PASSWORD, user, user)
    answers = await asyncio.gather(*(follow(house, "resetPassword", token) for _ in range(6)))
    assert sorted(answer["__typename"] for answer in answers) == [*["NotFoundProblem"] * 5, "ResetPasswordPayload"]


@pytest.mark.parametrize("mutation", ["requestPasswordReset", "requestEmailVerification"])
async def test_nobody_learns_who_has_an_account(house: RunningHouse, api: Api, mutation: str) -> None:
    """The same answer and, row by row, the same work; who is there is found out by a job later."""
    anonymous, grown = Api(house.http), []
    await anonymous.act(mutation, {"email": f"first-{new_id().hex}@example.be"})  # the caller's address is counted now
    for email in (api.email, f"nobody-{new_id().hex}@example.be"):
        before = await house.counts()
        answer = await anonymous.act(mutation, {"email": email})
        assert answer == {"__typename": f"R{mutation[1:]}Payload", "requested": True}
        after = await house.counts()
        grown.append({table: after[table] - count for table, count in before.items() if after[table] != count})
    assert grown[0] == grown[1]
    assert "letter_request" in grown[0]
    assert "message" not in grown[0]


async def test_letters_asked_for_are_few(house: RunningHouse, api: Api) -> None:
    anonymous = Api(house.http)
    for email in (api.email, f"nobody-{new_id().hex}@example.be"):  # whether there is an account or not
        answers = [await anonymous.act("requestPasswordReset", {"email": email}) for _ in range(5)]
        assert [answer.get("code", "") for answer in answers] == ["", "", "", *["TOO_MANY_ATTEMPTS"] * 2]
    assert (await anonymous.act("requestEmailVerification", {"email": api.email}))["requested"]  # counted apart


async def test_a_verified_address_gets_no_second_letter(house: RunningHouse, api: Api) -> None:
    user = await user_of(house, api)
    await house.truth("UPDATE user_account SET email_verified_at = now() WHERE id = $1", user)
    await Api(house.http).do("requestEmailVerification", {"email": api.email})
    assert "answer_letter_request" in [job.name for job in await house.queue.drain(HOUSE)]
    written = await house.truth("SELECT count(*) AS n FROM message WHERE user_id = $1 AND kind = 'VERIFY_EMAIL'", user)
    assert written[0]["n"] == 1  # the one of the registration
    left = await house.truth("SELECT count(*) AS n FROM letter_request WHERE email = $1", api.email)
    assert left[0]["n"] == 0


async def test_invitations_are_few_to_one_person(house: RunningHouse, api: Api) -> None:
    email = f"{new_id().hex}@invited.example"
    identity, _ = await invited(house, api, email)
    answers = [await api.act("resendInvitation", {"invitation": identity}, select="__typename") for _ in range(6)]
    codes = [answer.get("code", "") for answer in answers]
    assert codes == ["", "", "", "", "TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS"]


async def test_a_password_is_guessed_five_times_at_most_whoever_asks(house: RunningHouse, api: Api) -> None:
    wrong = {"currentPassword": "not the password", "password": NEW_PASSWORD}
    codes = [(await api.refusal("changePassword", wrong))["code"] for _ in range(7)]
    assert codes == [*["INVALID"] * 5, *["TOO_MANY_ATTEMPTS"] * 2]
    right = {"email": f"new-{api.email}", "password": PASSWORD}
    assert (await api.refusal("changeEmail", right))["code"] == "TOO_MANY_ATTEMPTS"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "PASSWORD_LENGTH"),
        ("x" * 201, "PASSWORD_LENGTH"),
        ("password123", "PASSWORD_COMMON"),
        ("Anne Dubois", "PASSWORD_PERSONAL"),
        ("Menuiserie1", "PASSWORD_PERSONAL"),
    ],
)
async def test_a_weak_password_is_refused_wherever_one_is_set(
    house: RunningHouse, api: Api, password: str, code: str
) -> None:
    user = await user_of(house, api)
    reset = {"token": await plant_link(house, LinkPurpose.RESET_PASSWORD, user, user), "password": password}
    version = (await api.ask(TERMS))["termsOfService"]["version"]
    fresh = {**registration(f"{new_id().hex}@example.be", version), "password": password}
    asked = [(Api(house.http), "register", fresh)]
    if "Menuiserie" not in password:
        asked += [
            (api, "changePassword", {"currentPassword": PASSWORD, "password": password}),
            (Api(house.http), "resetPassword", reset),
        ]
    before = await house.counts()
    for caller, mutation, given_ in asked:
        problem = await caller.refusal(mutation, given_)
        assert [(one["code"], one["path"]) for one in problem["findings"]] == [(code, "password")], mutation
    after = await house.counts()
    assert {table for table in after if after[table] != before[table]} <= {"throttle"}


@pytest.mark.parametrize("name", ["=?utf-8?q?a=0ABcc:_x?=", "Anne\r\nBcc: x@example.com", "Anne\x00", "\u202eennA"])
async def test_a_name_holds_nothing_that_could_become_a_header(house: RunningHouse, api: Api, name: str) -> None:
    _, token = await invited(house, api, f"{new_id().hex}@invited.example")
    joining = {"token": token, "name": name, "password": PASSWORD, "terms": await terms_of(api)}
    for caller, mutation, given_ in (
        (api, "updateMe", {"name": name}),
        (Api(house.http), "acceptInvitation", joining),
    ):
        (finding,) = (await caller.refusal(mutation, given_))["findings"]
        assert (finding["code"], finding["path"]) == ("TEXT_CHARACTER", "name")


async def test_an_invitation_is_for_one_person(house: RunningHouse, api: Api, other: Api) -> None:
    email = f"{new_id().hex}@invited.example"
    identity, token = await invited(house, api, email)
    before = await house.counts()
    assert (await other.refusal("acceptInvitation", {"token": token}))["code"] == "INVITATION_FOR_SOMEONE_ELSE"
    assert (await api.refusal("acceptInvitation", {"token": token}))["code"] == "INVITATION_FOR_SOMEONE_ELSE"
    assert await house.counts() == before
    assert (await api.refusal("inviteUser", {"email": email, "role": "READER"}))["code"] == "INVITATION_OPEN"
    assert (await api.refusal("inviteUser", {"email": api.email, "role": "READER"}))["code"] == "ALREADY_MEMBER"
    assert (await other.refusal("revokeInvitation", {"invitation": identity}))["code"] == "INVITATION_NOT_FOUND"


async def test_an_invited_person_with_an_account_signs_in_first(house: RunningHouse, api: Api, other: Api) -> None:
    _, token = await invited(house, api, other.email)
    own = {"token": token, "name": "Els", "password": NEW_PASSWORD, "terms": await terms_of(api)}
    assert (await Api(house.http).refusal("acceptInvitation", own))["code"] == "SIGN_IN_FIRST"
    await other.do("acceptInvitation", {"token": token})
    assert (await other.refusal("acceptInvitation", {"token": token}))["code"] == "LINK_INVALID"


async def test_an_invitation_lasts_two_weeks_and_comes_back_when_sent_again(house: RunningHouse, api: Api) -> None:
    identity, token = await invited(house, api, f"{new_id().hex}@invited.example")
    row = UUID(identity.removeprefix("ivt_"))
    await house.truth("UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = $1", row)
    own = {"token": token, "name": "Els Maes", "password": NEW_PASSWORD, "terms": await terms_of(api)}
    assert (await Api(house.http).refusal("acceptInvitation", own))["code"] == "INVITATION_EXPIRED"
    seen = await api.ask("{ invitations { nodes { state } } }")
    assert seen["invitations"]["nodes"][0]["state"] == "EXPIRED"

    again = await api.do("resendInvitation", {"invitation": identity}, select="invitation { state }")

    assert again["invitation"]["state"] == "PENDING"
    assert (await Api(house.http).refusal("acceptInvitation", own))["code"] == "LINK_INVALID"  # the first letter's
    await api.do("revokeInvitation", {"invitation": identity})
    assert (await api.refusal("resendInvitation", {"invitation": identity}))["code"] == "INVITATION_REVOKED"


async def test_without_the_terms_nobody_joins(house: RunningHouse, api: Api) -> None:
    _, token = await invited(house, api, f"{new_id().hex}@invited.example")
    terms = await terms_of(api)
    before = await house.counts()
    for refused, codes in (
        (None, {"TERMS_NOT_ACCEPTED", "TERMS_VERSION"}),
        ({**terms, "accepted": False}, {"TERMS_NOT_ACCEPTED"}),
        ({**terms, "version": "2018-05"}, {"TERMS_VERSION"}),
    ):
        own = {"token": token, "name": "Els Maes", "password": NEW_PASSWORD, "terms": refused}
        problem = await Api(house.http).refusal("acceptInvitation", own)
        assert {finding["code"] for finding in problem["findings"]} == codes
    old = {"token": token, "name": "E", "password": NEW_PASSWORD, "terms": terms, "privacyNoticeVersion": "2018-05"}
    (finding,) = (await Api(house.http).refusal("acceptInvitation", old))["findings"]
    assert finding["code"] == "PRIVACY_NOTICE_VERSION"
    assert await house.counts() == before


async def test_only_an_owner_makes_an_owner(house: RunningHouse, api: Api) -> None:
    admin = await join(house, api, "ADMIN")
    owner = f"usr_{(await user_of(house, api)).hex}"
    self_ = f"usr_{(await user_of(house, admin)).hex}"
    email = f"{new_id().hex}@invited.example"
    for mutation, given_ in (
        ("inviteUser", {"email": email, "role": "OWNER"}),
        ("changeRole", {"user": self_, "role": "OWNER"}),
        ("changeRole", {"user": owner, "role": "READER"}),
        ("removeMember", {"user": owner}),
    ):
        problem = await admin.refusal(mutation, given_)
        assert (problem["__typename"], problem["code"]) == ("ForbiddenProblem", "OWNER_ONLY")


@pytest.mark.parametrize("mutation", ["changeRole", "removeMember"])
async def test_two_owners_who_unmake_each_other_leave_one(house: RunningHouse, api: Api, mutation: str) -> None:
    for _ in range(5):
        host = await Api.registered(house.http)
        heir = await join(house, host, "OWNER")
        role = {"role": "READER"} if mutation == "changeRole" else {}
        users = [f"usr_{(await user_of(house, one)).hex}" for one in (heir, host)]
        answers = await asyncio.gather(
            *(one.act(mutation, {"user": user, **role}) for one, user in zip((host, heir), users, strict=True)),
            return_exceptions=True,  # the loser's session may be over before it is asked
        )
        done = [one for one in answers if isinstance(one, dict) and one["__typename"].endswith("Payload")]
        left = await house.truth(
            "SELECT count(*) AS n FROM membership WHERE organisation_id = $1 AND role = $2",
            host.organisation_id,
            Role.OWNER,
        )
        assert (len(done), left[0]["n"]) == (1, 1), answers


async def test_owners_who_leave_together_leave_one_behind(house: RunningHouse, api: Api) -> None:
    owners = [api, *[await join(house, api, "OWNER") for _ in range(3)]]
    answers = await asyncio.gather(*(one.act("leaveOrganisation") for one in owners))
    assert sorted(one["__typename"] for one in answers) == ["ConflictProblem", *["LeaveOrganisationPayload"] * 3]


async def test_a_session_that_opens_during_a_change_of_role_has_the_new_one(house: RunningHouse, api: Api) -> None:
    guest = await join(house, api, "ADMIN")
    user = f"usr_{(await user_of(house, guest)).hex}"
    for role in ("READER", "MEMBER", "ACCOUNTANT", "ADMIN"):
        switching = {"organisation": api.organisation, "keepCurrent": True}
        await asyncio.gather(
            api.do("changeRole", {"user": user, "role": role}, select="__typename"),
            *(guest.act("switchOrganisation", switching, select="__typename") for _ in range(4)),
        )
        rows = await house.truth(
            "SELECT DISTINCT role FROM session WHERE organisation_id = $1 AND user_id = $2 AND revoked_at IS NULL",
            api.organisation_id,
            UUID(user.removeprefix("usr_")),
        )
        assert [row["role"] for row in rows] == [role]


async def test_a_removed_member_leaves_no_key_behind(house: RunningHouse, api: Api) -> None:
    guest = await join(house, api, "ADMIN")
    robot, key = await create_key(guest)
    assert (await robot.ask("{ organisation { id } }"))["organisation"]["id"] == api.organisation

    await api.do("removeMember", {"user": f"usr_{(await user_of(house, guest)).hex}"})

    answer = await robot.answer("{ organisation { id } }")
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    row = UUID(key["id"].removeprefix("key_"))
    assert (await house.truth("SELECT revoked_at FROM api_key WHERE id = $1", row))[0]["revoked_at"]


@pytest.mark.parametrize("end_keys", [False, True])
async def test_a_reset_ends_keys_only_when_asked(house: RunningHouse, api: Api, end_keys: bool) -> None:
    robot, _ = await create_key(api)
    user = await user_of(house, api)
    token = await plant_link(house, LinkPurpose.RESET_PASSWORD, user, user)
    await Api(house.http).do("resetPassword", {"token": token, "password": NEW_PASSWORD, "endKeys": end_keys})
    answer = await robot.answer("{ organisation { id } }")
    assert bool(answer.get("errors")) is end_keys


async def test_permissions_are_those_of_the_role_within_the_scopes(house: RunningHouse, api: Api) -> None:
    query = "{ viewer { permissions } }"
    assert (await api.ask(query))["viewer"]["permissions"] == sorted(PERMISSIONS[Role.OWNER])
    robot, _ = await create_key(api, "READ", "DRAFT_INVOICES")
    assert (await robot.ask(query))["viewer"]["permissions"] == ["DRAFT_INVOICES", "READ"]
    await house.truth("UPDATE membership SET role = 'READER' WHERE organisation_id = $1", api.organisation_id)
    await house.truth("UPDATE session SET role = 'READER' WHERE organisation_id = $1", api.organisation_id)
    assert (await robot.ask(query))["viewer"]["permissions"] == ["READ"]


async def test_a_key_changes_nobodys_account(house: RunningHouse, api: Api) -> None:
    robot, _ = await create_key(api)
    for mutation, given_ in (("updateMe", {"name": "Robot"}), ("refreshSession", None), ("revokeOtherSessions", None)):
        problem = await robot.refusal(mutation, given_)
        assert problem["code"] == "SCOPE_MISSING"
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await robot.ask("{ sessions { nodes { id } } }")


entries = st.lists(
    st.tuples(st.sampled_from(ConsentSubject), st.booleans(), st.sampled_from(ConsentSource), st.integers(0, 3)),
    max_size=12,
)


@given(history=entries)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_is_in_force_is_the_same_in_sql_and_in_the_domain(
    house: RunningHouse, api: Api, history: list[tuple[ConsentSubject, bool, ConsentSource, int]]
) -> None:
    user = await user_of(house, api)
    await house.truth("DELETE FROM consent WHERE user_id = $1", user)
    (row,) = await house.truth("SELECT now() AS now")
    told: list[Consent] = []
    for sequence, (subject, yes, source, minute) in enumerate(history):
        at = row["now"] + timedelta(minutes=minute)
        told.append(
            Consent(
                subject=subject,
                given=yes,
                version="1",
                text_sha256="0",
                language=Language.FR,
                at=at,
                source=source,
                sequence=sequence,
            )
        )
        await house.truth(
            "INSERT INTO consent (id, user_id, subject, version, text_sha256, given, at, source, language)"
            " VALUES ($1, $2, $3, '1', '0', $4, $5, $6, 'FR')",
            new_id(),
            user,
            subject,
            yes,
            at,
            source,
        )
    seen: Any = (await api.ask("{ myConsents { inForce { subject given source } } }"))["myConsents"]["inForce"]
    assert {(one["subject"], one["given"], one["source"]) for one in seen} == {
        (one.subject, one.given, one.source) for one in in_force(told).values()
    }


async def test_many_links_in_one_document_find_nothing(house: RunningHouse) -> None:
    one = 'a{n}: verifyEmail(input: {{token: "{token}"}}) {{ __typename }}'
    fields = " ".join(one.format(n=n, token=f"smo_{secrets.token_urlsafe(32)}") for n in range(10))
    answer = await Api(house.http).answer(f"mutation {{ {fields} }}")
    assert {found["__typename"] for found in answer["data"].values()} == {"NotFoundProblem"}
    many = " ".join(one.format(n=n, token="x") for n in range(100))
    refused = await Api(house.http).answer(f"mutation {{ {many} }}")
    assert refused["errors"][0]["extensions"]["code"] in ("QUERY_TOO_COMPLEX", "GRAPHQL_PARSE_FAILED")
    assert not refused.get("data")


@given(token=st.text(max_size=400), mutation=st.sampled_from(sorted(FOLLOW)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_stands_in_a_link_is_answered(house: RunningHouse, token: str, mutation: str) -> None:
    found = await Api(house.http).answer(
        f"mutation ($input: {mutation[0].upper()}{mutation[1:]}Input!)"
        f" {{ {mutation}(input: $input) {{ ... on Problem {{ code }} }} }}",
        {"input": {"token": token, **FOLLOW[mutation]}},
    )
    assert found["data"][mutation]["code"] == "LINK_INVALID"
