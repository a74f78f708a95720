"""The doctor's checks on a machine, one broken thing at a time."""

from pathlib import Path

import pytest

from smoall.commands import checks_machine
from smoall.commands.verdict import Health
from smoall.settings import Settings
from tests.commands.processes import free_port
from tests.standins.kit import running
from tests.standins.stripe import StripeStandIn


def verdicts(settings: Settings) -> dict[str, Health]:
    return {verdict.name: verdict.health for verdict in checks_machine.machine_checks(settings)}


def test_a_home_that_is_still_to_be_made_is_well(tmp_path: Path) -> None:
    found = verdicts(Settings(home=tmp_path / "not" / "yet"))
    assert (found["home"], found["key"], found["mail"], found["clock"]) == (Health.WELL,) * 4


def test_a_key_that_others_can_read_is_broken(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("ab" * 32)
    (tmp_path / "secret.key").chmod(0o644)
    assert verdicts(Settings(home=tmp_path))["key"] is Health.BROKEN
    (tmp_path / "secret.key").chmod(0o600)
    assert verdicts(Settings(home=tmp_path))["key"] is Health.WELL
    (tmp_path / "secret.key").write_text("short")
    assert verdicts(Settings(home=tmp_path))["key"] is Health.BROKEN


def test_documents_that_others_can_read_are_odd(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files").chmod(0o755)
    assert verdicts(Settings(home=tmp_path))["home"] is Health.ODD
    (tmp_path / "files").chmod(0o700)
    assert verdicts(Settings(home=tmp_path))["home"] is Health.WELL


@pytest.mark.parametrize(("free", "health"), [(100, Health.BROKEN), (2**30, Health.ODD), (2**33, Health.WELL)])
def test_room_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, health: Health) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": free}))
    assert verdicts(Settings(home=tmp_path))["disk"] is health


def test_without_pango_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks_machine, "pango_missing", lambda: "apt-get install pango")
    found = next(each for each in checks_machine.machine_checks(Settings(home=tmp_path)) if each.name == "pdf")
    assert (found.health, found.remedy) == (Health.BROKEN, "As root: apt-get install pango")


def test_payments_need_an_account_that_lets_us_in(tmp_path: Path) -> None:
    assert verdicts(Settings(home=tmp_path))["payments"] is Health.WELL
    closed = f"http://127.0.0.1:{free_port()}"
    unreachable = Settings(home=tmp_path, stripe_key="sk_test_x", stripe_url=closed)
    assert verdicts(unreachable)["payments"] is Health.BROKEN


async def test_an_account_that_lets_us_in_is_well(tmp_path: Path) -> None:
    async with running(StripeStandIn()) as stripe:
        settings = Settings(home=tmp_path, stripe_key=stripe.key, stripe_url=stripe.url)
        assert (await checks_machine._payments(settings)).health is Health.WELL
        wrong = Settings(home=tmp_path, stripe_key="sk_test_wrong", stripe_url=stripe.url)
        assert (await checks_machine._payments(wrong)).health is Health.BROKEN
