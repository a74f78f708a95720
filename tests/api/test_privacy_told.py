"""What anybody may know without signing in: the officer, the sub-processors, the privacy notice."""

import hashlib

import pytest

from tests.harness.api import Api
from tests.harness.house import RunningHouse


async def test_the_officer_is_published(house: RunningHouse) -> None:
    found = (await Api(house.http).ask("{ dpoContact { name email phone } }"))["dpoContact"]
    settings = house.house.settings
    assert found == {"name": settings.dpo_name, "email": settings.dpo_email, "phone": settings.dpo_phone}


async def test_the_sub_processors_are_listed_with_their_protection(house: RunningHouse) -> None:
    query = "{ subProcessors { name activity sheets mechanism validFrom agreementSignedOn keepsNothing isConfirmed } }"
    found = {one["name"]: one for one in (await Api(house.http).ask(query))["subProcessors"]}
    assert found.keys() == {"Stripe", "Mailchimp", "Mailgun", "OVH", "Data.be", None}
    assert found["OVH"] == {
        "name": "OVH",
        "activity": "HOSTING",
        "sheets": ["A1", "B1", "B2", "B3"],
        "mechanism": "EU_EEA",
        "validFrom": None,
        "agreementSignedOn": None,
        "keepsNothing": False,
        "isConfirmed": True,
    }
    assert (found["Stripe"]["mechanism"], found["Stripe"]["isConfirmed"]) == ("UNKNOWN", False)
    assert found[None]["keepsNothing"]


@pytest.mark.parametrize("language", ["FR", "NL", "DE", "EN"])
async def test_the_notice_names_the_officer_and_its_own_hash(house: RunningHouse, language: str) -> None:
    query = "query ($language: Language!) { privacyNotice(language: $language) { version text textSha256 } }"
    notice = (await Api(house.http).ask(query, language=language))["privacyNotice"]
    assert notice["version"] in notice["text"]
    assert house.house.settings.dpo_email in notice["text"]
    assert "{" not in notice["text"]
    assert notice["textSha256"] == hashlib.sha256(notice["text"].encode()).hexdigest()
