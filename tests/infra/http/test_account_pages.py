"""The pages that links in letters lead to: looking changes nothing, a press does it once, and only what it says."""

from typing import Any

import pytest

from smoall.domain.access.message import PAGES, LinkPurpose
from smoall.domain.access.role import Role
from smoall.domain.kernel.language import Language
from smoall.infra.http.pages.account_words import ACCOUNT_WORDS, role_words
from tests.harness.account_acts import NEW_PASSWORD, invited, plant_link, user_of
from tests.harness.api import PASSWORD, Api
from tests.harness.house import RunningHouse
from tests.harness.visitor import Browser


async def link(house: RunningHouse, api: Api, purpose: LinkPurpose) -> str:
    """The address of a link in a letter to the person."""
    user = await user_of(house, api)
    subject = user
    if purpose in (LinkPurpose.CONFIRM_EMAIL_OLD, LinkPurpose.CONFIRM_EMAIL_NEW):
        await api.do("changeEmail", {"email": f"new-{api.email}", "password": PASSWORD})
        (change,) = await house.truth("SELECT id FROM email_change WHERE user_id = $1", user)
        subject = change["id"]
    if purpose is LinkPurpose.INVITATION:
        _, token = await invited(house, api, f"guest-{api.email}")
    else:
        token = await plant_link(house, purpose, subject, user)
    return f"/account/{PAGES[purpose]}?token={token}"


async def entries(api: Api) -> list[str]:
    """What the trail tells, the latest first."""
    found = await api.ask("{ auditTrail(first: 10) { nodes { action } } }")
    return [one["action"] for one in found["auditTrail"]["nodes"]]


@pytest.mark.parametrize("purpose", LinkPurpose)
async def test_looking_changes_nothing_however_often(house: RunningHouse, api: Api, purpose: LinkPurpose) -> None:
    address = await link(house, api, purpose)
    before = await house.counts()
    links = await house.truth("SELECT * FROM one_time_token ORDER BY token_hash")
    for _ in range(3):  # a scanner of mail, a preview, the person
        page = await Browser(house.http).open(address)
        assert page.status_code == 200
        assert '<button class="main"' in page.text
    assert await house.counts() == before
    assert await house.truth("SELECT * FROM one_time_token ORDER BY token_hash") == links


@pytest.mark.parametrize("purpose", LinkPurpose)
async def test_a_page_lets_nothing_in_and_tells_its_address_to_nobody(
    house: RunningHouse, api: Api, purpose: LinkPurpose
) -> None:
    page = await Browser(house.http).open(await link(house, api, purpose))
    policy = page.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")
    assert "<script" not in page.text


@pytest.mark.parametrize("page", sorted(set(PAGES.values())))
@pytest.mark.parametrize("token", ["", "x", "smo_" + "A" * 43, "é%00", "A" * 5000, "%ff"])
async def test_a_link_that_is_none_is_told_in_words(house: RunningHouse, page: str, token: str) -> None:
    address = f"/account/{page}?token={token}"
    browser = Browser(house.http)
    assert (await browser.open(address)).status_code == 400
    answer = await browser.post(address, {"token": "smo_" + "B" * 43, "act": "do", "password": NEW_PASSWORD})
    assert (answer.status_code, "This link does not work" in answer.text) == (400, True)


async def test_an_address_is_verified_by_a_press(house: RunningHouse, api: Api) -> None:
    browser = Browser(house.http)
    page = await browser.open(await link(house, api, LinkPurpose.VERIFY_EMAIL))
    done = await browser.send(page, act="do")
    assert (done.status_code, "Address confirmed" in done.text) == (200, True)
    assert (await entries(api))[0] == "verifyEmail"
    assert (await browser.send(page, act="do")).status_code == 400


async def test_an_address_changes_once_both_mailboxes_agree(house: RunningHouse, api: Api) -> None:
    browser = Browser(house.http)
    address = await link(house, api, LinkPurpose.CONFIRM_EMAIL_OLD)
    (change,) = await house.truth("SELECT id, user_id FROM email_change WHERE new_email = $1", f"new-{api.email}")
    other = await plant_link(house, LinkPurpose.CONFIRM_EMAIL_NEW, change["id"], change["user_id"])

    first = await browser.send(await browser.open(address), act="do")
    assert "other address" in first.text
    second = await browser.send(await browser.open(f"/account/email?token={other}"), act="do")

    assert "Address changed" in second.text
    (account,) = await house.truth("SELECT email FROM user_account WHERE id = $1", change["user_id"])
    assert account["email"] == f"new-{api.email}"


async def test_a_password_is_reset_or_refused_with_the_reason(house: RunningHouse, api: Api) -> None:
    browser = Browser(house.http)
    page = await browser.open(await link(house, api, LinkPurpose.RESET_PASSWORD))
    assert api.email in page.text
    refused = page
    for weak in ("short", "password1234", api.email):
        refused = await browser.send(page, password=weak, act="do")
        assert (refused.status_code, 'class="problem"' in refused.text) == (400, True)
        assert weak not in refused.text or weak == api.email
    done = await browser.send(refused, password=NEW_PASSWORD, act="do")
    assert (done.status_code, "Password changed" in done.text) == (200, True)
    assert (await api.post({"query": "{ viewer { role } }"})).status_code == 401
    await Api(house.http).do("signIn", {"email": api.email, "password": NEW_PASSWORD}, select="session { token }")


@pytest.mark.parametrize("one_click", [True, False])
async def test_no_more_news_by_page_or_by_the_mail_program(house: RunningHouse, api: Api, one_click: bool) -> None:
    await api.do("setMarketingConsent", {"given": True})
    browser = Browser(house.http)
    address = await link(house, api, LinkPurpose.UNSUBSCRIBE)
    for _ in range(2):  # once more says no once more
        if one_click:  # RFC 8058: the mail program posts, without a cookie and without the page
            done = await browser.post(address, {"List-Unsubscribe": "One-Click"})
        else:
            done = await browser.send(await browser.open(address), act="do")
        assert (done.status_code, "not receive the newsletter" in done.text) == (200, True)
    query = "SELECT given, source FROM consent WHERE user_id = $1 AND subject = 'MARKETING' ORDER BY at DESC"
    latest, *before = await house.truth(query, await user_of(house, api))
    assert (latest["given"], latest["source"]) == (False, "UNSUBSCRIBE_LINK")
    assert before[0]["given"]


@pytest.mark.parametrize("purpose", LinkPurpose)
async def test_a_card_number_in_a_form_is_refused_and_kept_nowhere(
    house: RunningHouse, api: Api, purpose: LinkPurpose
) -> None:
    browser = Browser(house.http, headers={"accept-language": "fr"})
    page = await browser.open(await link(house, api, purpose))
    before = await house.counts()
    card = "4242 4242 4242 4242"
    refused = await browser.send(page, act="do", name=f"Anne {card}", password=NEW_PASSWORD, terms="yes")
    assert (refused.status_code, "page de paiement" in refused.text) == (400, True)
    assert card not in refused.text
    assert await house.counts() == before


async def test_somebody_new_joins_with_an_account_of_their_own(house: RunningHouse, api: Api) -> None:
    browser = Browser(house.http)
    page = await browser.open(await link(house, api, LinkPurpose.INVITATION))
    for words in ("Join Menuiserie du Canal", "Anne Dubois", "Member", f"guest-{api.email}", "gave us your address"):
        assert words in page.text
    given = {"name": "Els <Maes>", "password": NEW_PASSWORD, "act": "accept"}

    refused = await browser.send(page, **given)
    assert (refused.status_code, "Accept the terms" in refused.text) == (400, True)
    assert "Els &lt;Maes&gt;" in refused.text
    done = await browser.send(refused, **{**given, "name": "Els Maes"}, terms="yes")

    assert (done.status_code, "Welcome" in done.text) == (200, True)
    members = (await api.ask("{ members { nodes { user { name } role } } }"))["members"]["nodes"]
    assert {"user": {"name": "Els Maes"}, "role": "MEMBER"} in members
    assert browser.cookies["__Host-smoall"].startswith("smo_")
    query = "SELECT given FROM consent c JOIN user_account u ON u.id = c.user_id WHERE u.email = $1 AND subject = $2"
    assert [row["given"] for row in await house.truth(query, f"guest-{api.email}", "MARKETING")] == [False]


async def test_who_has_an_account_signs_in_first(house: RunningHouse, api: Api, other: Api) -> None:
    _, token = await invited(house, api, other.email)
    browser = Browser(house.http)
    page = await browser.open(f"/account/invitation?token={token}")
    assert (other.email in page.text, 'name="password"' in page.text) == (True, True)
    offer = await browser.sign_in(page, other.email)
    assert 'name="password"' not in offer.text
    done = await browser.send(offer, act="accept")
    assert "You are now part of Menuiserie du Canal" in done.text


async def test_an_invitation_for_somebody_else_offers_another_account(
    house: RunningHouse, api: Api, other: Api
) -> None:
    third = await Api.registered(house.http)
    _, token = await invited(house, api, third.email)
    browser = Browser(house.http, cookies={"__Host-smoall": str(other.token)})
    page = await browser.open(f"/account/invitation?token={token}")
    assert (f"is for {third.email}" in page.text, 'value="accept"' in page.text) == (True, False)
    before = await house.counts()
    refused = await browser.send(page, act="accept")
    assert refused.status_code == 400
    assert await house.counts() == before
    switched = await browser.send(page, act="switch")
    assert 'name="password"' in (await browser.open(switched.headers["location"])).text


async def test_no_other_site_makes_somebody_join(house: RunningHouse, api: Api, other: Api) -> None:
    """Who invites a person could read the link, and have the person's browser follow it."""
    _, token = await invited(house, api, other.email)
    browser = Browser(house.http, cookies={"__Host-smoall": str(other.token)})
    page = await browser.open(f"/account/invitation?token={token}")
    before = await house.counts()
    forged: list[tuple[dict[str, str], dict[str, str]]] = [
        ({"csrf": ""}, {}),
        ({"csrf": "0" * 64}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
        ({}, {"origin": "https://evil.example"}),
    ]
    for fields, headers in forged:
        browser.headers = headers
        assert (await browser.send(page, act="accept", **fields)).status_code == 403
    assert await house.counts() == before


async def test_declining_creates_nothing_and_closes_the_invitation(house: RunningHouse, api: Api) -> None:
    browser = Browser(house.http)
    page = await browser.open(await link(house, api, LinkPurpose.INVITATION))
    done = await browser.send(page, act="decline")
    assert "Nothing was created" in done.text
    assert await house.truth("SELECT FROM user_account WHERE email = $1", f"guest-{api.email}") == []
    assert (await browser.open(str(page.url))).status_code == 400


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("purpose", LinkPurpose)
async def test_pages_speak_the_reader_s_language(
    house: RunningHouse, api: Api, purpose: LinkPurpose, language: Language
) -> None:
    browser = Browser(house.http, headers={"accept-language": language.lower()})
    page = await browser.open(await link(house, api, purpose))
    assert f'<html lang="{language.lower()}">' in page.text
    assert "{" not in page.text.replace("&#123;", "")


def test_every_word_is_there_four_times() -> None:
    wordings: list[Any] = list(ACCOUNT_WORDS.values())
    assert all(len(set(wording)) == 4 for wording in wordings)
    assert all(role_words(role, language) for role in Role for language in Language)


async def test_whoever_joins_on_the_page_was_shown_the_notice_that_stood_on_it(house: RunningHouse, api: Api) -> None:
    browser, email = Browser(house.http), f"guest-{api.email}"
    page = await browser.open(await link(house, api, LinkPurpose.INVITATION))
    done = await browser.send(page, act="accept", name="Els Maes", password=NEW_PASSWORD, terms="yes")
    assert done.status_code == 200
    proofs = await house.truth(
        "SELECT c.subject FROM consent c JOIN user_account u ON u.id = c.user_id WHERE u.email = $1 AND c.given", email
    )
    assert {row["subject"] for row in proofs} == {"TERMS", "PRIVACY_NOTICE"}
