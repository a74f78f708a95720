"""Settings: every default works, every bad value is told at once, and the page in docs is theirs."""

from pathlib import Path

import pytest

from smoall.settings import LogFormat, Settings, SettingsError, settings_page, variables

DOCS = Path(__file__).parents[1] / "docs" / "settings.md"


def refused(**environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    return str(caught.value)


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings().base_url == "http://127.0.0.1:8000"
    assert Settings().home == Path.home() / ".smoall"
    assert Settings().database_url is None


def test_an_empty_variable_counts_as_unset() -> None:
    assert Settings.from_environment({"SMOALL_PORT": " ", "DATABASE_URL": ""}) == Settings()


def test_values_are_read() -> None:
    settings = Settings.from_environment(
        {
            "SMOALL_HOST": "::1",
            "SMOALL_PORT": "9000",
            "SMOALL_DEMO": "Yes",
            "SMOALL_LOG_FORMAT": "JSON",
            "DATABASE_URL": "postgres://u:p@h/d",
            "SMOALL_SECRET_KEY": "ab" * 32,
            "SMOALL_ALLOWED_ORIGINS": "https://a.example, http://b.example:3000/",
            "SMOALL_PROXIES": "10.0.0.0/8, 192.0.2.1",
            "SMOALL_SMTP_URL": "smtp://u:p@mail.example:587?tls=starttls",
        }
    )
    assert settings.base_url == "http://[::1]:9000"
    assert settings.demo is True
    assert settings.log_format is LogFormat.JSON
    assert settings.database_url == "postgresql://u:p@h/d"
    assert settings.secret_key == b"\xab" * 32
    assert settings.proxies == ("10.0.0.0/8", "192.0.2.1/32")
    assert settings.allowed_origins == ("https://a.example", "http://b.example:3000")
    assert settings.smtp_url == "smtp://u:p@mail.example:587?tls=starttls"


def test_a_public_address_is_taken_as_it_is_without_a_closing_slash() -> None:
    assert Settings.from_environment({"SMOALL_PUBLIC_URL": "https://api.example/"}).base_url == "https://api.example"


def test_all_bad_values_are_told_at_once_with_what_is_allowed() -> None:
    text = refused(SMOALL_PORT="eighty", SMOALL_LOG_LEVEL="loud", SMOALL_DEMO="perhaps")
    assert text.splitlines() == [
        "SMOALL_PORT: 'eighty' cannot be used; allowed: a whole number from 1 to 65535.",
        "SMOALL_DEMO: 'perhaps' cannot be used; allowed: 1 or 0.",
        "SMOALL_LOG_LEVEL: 'loud' cannot be used; allowed: debug, info, warning, error.",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMOALL_PORT", "0"),
        ("SMOALL_PORT", "65536"),
        ("SMOALL_POOL_SIZE", "-1"),
        ("SMOALL_PUBLIC_URL", "ftp://a.example"),
        ("SMOALL_PUBLIC_URL", "https://"),
        ("SMOALL_PUBLIC_URL", "https://a.example:port"),
        ("SMOALL_MAIL_FROM", "nobody"),
        ("SMOALL_MAIL_FROM", "a@b.example\r\nBcc: c@d.example"),
        ("DATABASE_URL", "mysql://u:p@h/d"),
        ("SMOALL_SECRET_KEY", "ab" * 31),
    ],
)
def test_a_bad_value_is_refused_by_name(name: str, value: str) -> None:
    assert refused(**{name: value}).startswith(f"{name}: ")


def test_a_secret_is_shown_neither_in_errors_nor_in_repr() -> None:
    assert "hunter2" not in refused(DATABASE_URL="mysql://u:hunter2@h/d", SMOALL_SMTP_URL="smtp//hunter2")
    held = Settings.from_environment({"DATABASE_URL": "postgresql://u:hunter2@h/d", "SMOALL_SECRET_KEY": "ab" * 32})
    assert "hunter2" not in repr(held)
    assert "abab" not in repr(held)
    assert repr(b"\xab")[2:-1] not in repr(held)


def test_an_application_address_alone_is_refused() -> None:
    assert "DATABASE_URL" in refused(DATABASE_APP_URL="postgresql://u:p@h/d")


def test_the_page_in_docs_is_the_table_in_the_code() -> None:
    assert DOCS.read_text(encoding="utf-8") == settings_page(), (
        "write it anew: python -m smoall.settings > docs/settings.md"
    )


def test_every_default_is_a_value_that_could_be_set() -> None:
    defaults = {each.name: each.default for each in variables().values() if each.default}
    assert Settings.from_environment(defaults) == Settings()
