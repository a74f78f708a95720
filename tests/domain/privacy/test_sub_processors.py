"""Who processes data for Smoall: as the register has it, and nothing that nobody confirmed."""

from datetime import date

import pytest

from smoall.domain.privacy.sub_processors import SUB_PROCESSORS, Activity, Sheet, SubProcessor, TransferMechanism

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        (Sheet.A1, {"Stripe", "Mailchimp", "Mailgun", "OVH", "Data.be"}),
        (Sheet.B1, {"Mailgun", "OVH", "Data.be"}),
        (Sheet.B2, {"Mailgun", "OVH", "Data.be", None}),
        (Sheet.B3, {"OVH"}),
    ],
)
def test_each_processing_has_the_sub_processors_of_its_sheet(sheet: Sheet, names: set[str | None]) -> None:
    assert {one.name for one in SUB_PROCESSORS if sheet in one.sheets} == names


def test_what_the_register_does_not_tell_is_unknown_and_no_date_is_made_up() -> None:
    unknown = {one.name for one in SUB_PROCESSORS if not one.is_confirmed(on=TODAY)}
    assert unknown == {"Stripe", "Mailchimp", "Mailgun"}
    assert all(one.agreement_signed_on is None for one in SUB_PROCESSORS)


def test_the_postal_processor_keeps_nothing() -> None:
    (post,) = (one for one in SUB_PROCESSORS if one.activity is Activity.POSTAL_MAIL)
    assert post.keeps_nothing
    assert post.name is None


@pytest.mark.parametrize(
    ("mechanism", "valid_to", "day", "confirmed"),
    [
        (TransferMechanism.SCC, None, TODAY, True),
        (TransferMechanism.SCC, date(2026, 11, 25), TODAY, False),
        (TransferMechanism.SCC, date(2026, 11, 26), TODAY, True),
        (TransferMechanism.PRIVACY_SHIELD, None, TODAY, False),
        (TransferMechanism.PRIVACY_SHIELD, date(2099, 1, 1), TODAY, False),
        (TransferMechanism.PRIVACY_SHIELD, None, date(2018, 5, 22), True),
        (TransferMechanism.UNKNOWN, None, TODAY, False),
    ],
)
def test_an_expired_or_void_mechanism_carries_nothing(
    mechanism: TransferMechanism, valid_to: date | None, day: date, confirmed: bool
) -> None:
    one = SubProcessor(name="X", activity=Activity.HOSTING, sheets=(Sheet.A1,), mechanism=mechanism, valid_to=valid_to)
    assert one.is_confirmed(on=day) is confirmed
