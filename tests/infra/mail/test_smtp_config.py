"""The SMTP server's address: read whole, or refused without repeating the password."""

import pytest

from smoall.infra.mail.smtp_config import Security, SmtpConfig


@pytest.mark.parametrize(
    ("url", "config"),
    [
        ("smtp://mail.example", SmtpConfig("mail.example", 587, Security.STARTTLS)),
        ("smtp://mail.example?tls=tls", SmtpConfig("mail.example", 465, Security.TLS)),
        ("smtp://mail.example:2525/?tls=none", SmtpConfig("mail.example", 2525, Security.NONE)),
        ("smtp://u%40x:p%2F%3A%40@mail.example", SmtpConfig("mail.example", 587, Security.STARTTLS, "u@x", "p/:@")),
        ("smtp://u:p@[::1]:25?tls=none", SmtpConfig("::1", 25, Security.NONE, "u", "p")),
        ("smtp://u:p@localhost?tls=none", SmtpConfig("localhost", 25, Security.NONE, "u", "p")),
    ],
)
def test_reads_the_url(url: str, config: SmtpConfig) -> None:
    assert SmtpConfig.parse(url) == config


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://u:s3cret@mail.example",
        "smtp://",
        "smtp://u:s3cret@mail.example:99999",
        "smtp://u:s3cret@mail.example:port",
        "smtp://u:s3cret@mail.example/path",
        "smtp://u:s3cret@mail.example?tls=maybe",
        "smtp://u:s3cret@mail.example?tls=",
        "smtp://u:s3cret@mail.example?tls=tls&tls=none",
        "smtp://u:s3cret@mail.example?verify=no",
        "smtp://u@mail.example",
        "smtp://:s3cret@mail.example",
        "smtp://u:s3cret@[mail.example",
        "smtp://u:s3cret@mail.example?tls=none",
    ],
)
def test_refuses_anything_else_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError) as refusal:
        SmtpConfig.parse(url)
    assert "s3cret" not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_the_password_is_not_shown() -> None:
    assert "s3cret" not in repr(SmtpConfig.parse("smtp://u:s3cret@mail.example"))
