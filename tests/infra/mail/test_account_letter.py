"""Smoall's own letters: every kind in four languages, the committed HTML as its source makes it, nothing fetched."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from string import Formatter
from typing import Any
from uuid import UUID

import pytest

from smoall.domain.access.message import MessageKind
from smoall.domain.kernel.language import Language
from smoall.infra.mail.account_letter import ROWS, SUMS, account_letter
from smoall.infra.mail.account_words import LABELS, LETTERS
from smoall.infra.mail.compiling import ACCOUNT, compiled, sources
from smoall.infra.mail.message import build_message
from smoall.usecases.mail import Letter, Rejected
from smoall.usecases.messages import Message, OneTimeLink
from smoall.usecases.operator import Operator
from tests.infra.mail.letters import MAIL_FROM, SENT_AT

OPERATOR = Operator(
    "Smoall SRL", "Rue de la Loi 16, 1000 Bruxelles", "0403170701", "support@smoall.example", "dpo@smoall.example"
)
LINK = OneTimeLink("https://smoall.example/account/page?token=t0k&a=1", datetime(2026, 11, 26, 20, 15, tzinfo=UTC))
WORDS = {
    "organisation": "Menuiserie du Canal",
    "inviter": "Anne Lambert",
    "role": "ACCOUNTANT",
    "old": "anne@menuiserie.example",
    "new": "anne.nouvelle@menuiserie.example",
    "at": "2026-11-25T20:15:00+00:00",
    "changed_by": "Anne Lambert",
    "change": "TOTP_ENABLED",
    "key_name": "Caisse",
    "scopes": "READ",
    "expires_on": "2027-11-25",
    "until_on": "2036-12-31",
    "plan": "TEAM",
    "seats": "5",
    "amount": "1039.00",
    "currency": "EUR",
    "reason": "INSUFFICIENT_FUNDS",
    "next_attempt_on": "2026-11-28",
    "suspends_on": "2026-12-09",
    "ends_on": "2026-12-09",
    "number": "S2026-0042",
    "due_on": "2026-12-25",
    "from_on": "2026-12-01",
    "issued_on": "2026-11-25",
    "text": "Scaleway remplace OVH.",
    "objecting": "Vous pouvez vous y opposer.",
    "reference": "spc_019a",
    "replaces": "spc_018f",
    "effect_on": "2026-12-31",
    "objections_on": "2026-12-30",
    "facts": "A list of customers was sent to a wrong address.",
    "discovered_at": "2026-11-25T20:15:00+00:00",
    "persons": "17",
    "tell_by_at": "2026-11-28T20:15:00+00:00",
}
ALL = [(kind, language) for kind in MessageKind for language in Language]


def message(kind: MessageKind, language: Language = Language.FR, **changes: Any) -> Message:
    values: dict[str, Any] = {"recipient": "anne@menuiserie.example", "name": "Anne Lambert", "words": WORDS}
    return Message(UUID(int=1), kind, language, **(values | changes))


def written(kind: MessageKind, language: Language = Language.FR, **changes: Any) -> Letter:
    link = LINK if LETTERS[language][kind].button else None
    return account_letter(message(kind, language, **changes), operator=OPERATOR, link=link)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_the_committed_html_is_what_its_source_makes(source: Any) -> None:
    assert source.with_suffix(".html").read_text("utf-8") == compiled(source), (
        "run python -m smoall.infra.mail.compiling"
    )


def test_every_kind_has_its_source_and_no_source_is_left_over() -> None:
    assert [path.stem for path in sources()] == sorted(kind.lower() for kind in MessageKind)
    assert {path.stem for path in ACCOUNT.glob("*.html")} == {path.stem for path in sources()}
    for language in Language:
        assert set(LETTERS[language]) == set(MessageKind)


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_a_letter_says_who_writes_and_where_the_dpo_is(kind: MessageKind, language: Language) -> None:
    letter = written(kind, language)
    for text in (plain(letter.text), plain(letter.html)):
        for needed in ("Smoall SRL", "0403.170.701", "dpo@smoall.example", "Anne Lambert"):
            assert needed in text
        assert not re.search(r"\{[a-z_]+\}|\{\{|\{%", text)
    assert letter.language is language
    assert (letter.recipient.value, letter.sender) == ("anne@menuiserie.example", "Smoall")
    assert build_message(letter, mail_from=MAIL_FROM, sent_at=SENT_AT)


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_nothing_is_fetched_and_the_only_link_is_the_one_asked_for(kind: MessageKind, language: Language) -> None:
    html = written(kind, language).html
    linked = set(re.findall(r'href="([^"]+)"', html))
    wanted = {"https://smoall.example/account/page?token=t0k&amp;a=1"}
    assert linked == (wanted if LETTERS[language][kind].button else set())
    assert not re.search(r"<img|<script|<link|<iframe|src=|url\(|@import", html)


@pytest.mark.parametrize("language", Language)
def test_an_invitation_tells_what_article_14_asks(language: Language) -> None:
    letter = written(MessageKind.INVITATION, language, name="")
    for label, sentence in LABELS[language].notice:
        said = sentence.format(**WORDS, dpo="dpo@smoall.example")
        assert label in letter.text
        assert said in letter.text
        assert said in letter.html.replace("&#39;", "'")
    assert letter.text.count("Menuiserie du Canal") >= 3


@pytest.mark.parametrize("kind", MessageKind)
def test_every_language_says_the_same_things(kind: MessageKind) -> None:
    def needs(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    shapes = set()
    for language in Language:
        words = LETTERS[language][kind]
        said = [needs(part) for part in (words.subject, words.title, *words.body, *words.notes)]
        shapes.add((len(words.body), len(words.notes), bool(words.button), frozenset().union(*said)))
    assert len(shapes) == 1


def test_every_language_names_every_value() -> None:
    shown = {name for names in ROWS.values() for name in names}
    assert shown <= set(WORDS)
    for language in Language:
        assert shown <= set(LABELS[language].rows)
        for field in fields(LABELS[language]):
            assert getattr(LABELS[language], field.name), field.name
        assert LABELS[language].codes.keys() == LABELS[Language.EN].codes.keys()
        assert len(LABELS[language].notice) == len(LABELS[Language.EN].notice)


@pytest.mark.parametrize(
    ("language", "amount", "day", "moment", "role"),
    [
        (Language.FR, "1 039,00 €", "25 décembre 2026", "25 novembre 2026 à 21:15", "Comptable"),
        (Language.NL, "€ 1.039,00", "25 december 2026", "25 november 2026 om 21:15", "Accountant"),
        (Language.DE, "1.039,00 €", "25. Dezember 2026", "25. November 2026 um 21:15 Uhr", "Buchhalter"),
        (Language.EN, "€1,039.00", "25 December 2026", "25 November 2026 at 21:15", "Accountant"),
    ],
)
def test_values_are_written_as_their_reader_writes_them(
    language: Language, amount: str, day: str, moment: str, role: str
) -> None:
    reminder = plain(written(MessageKind.PAYMENT_REMINDER, language).text)
    assert amount in reminder
    assert day in reminder
    assert moment in plain(written(MessageKind.PASSWORD_CHANGED, language).text)
    assert role in written(MessageKind.ROLE_CHANGED, language).text


@pytest.mark.parametrize("kind", sorted(set(MessageKind) - SUMS))
def test_only_letters_about_money_put_a_sum_forward(kind: MessageKind) -> None:
    assert 'class="in sum"' not in written(kind).html


def test_a_name_cannot_write_html() -> None:
    odd = WORDS | {"organisation": "<b>Bois & Fils</b>"}
    letter = written(MessageKind.MEMBERSHIP_ENDED, name="<script>x</script>", words=odd)
    assert "<script>" not in letter.html
    assert "<b>Bois" not in letter.html
    assert "&lt;b&gt;Bois &amp; Fils&lt;/b&gt;" in letter.html


@pytest.mark.parametrize("name", ["a\r\nBcc: x@y.example", "=?utf-8?q?a=0ABcc:x?="])
def test_a_name_cannot_write_a_header(name: str) -> None:
    letter = written(MessageKind.INVITATION, words=WORDS | {"organisation": name})
    with pytest.raises(Rejected):
        build_message(letter, mail_from=MAIL_FROM, sent_at=SENT_AT)


def test_a_value_that_is_missing_is_an_error_and_no_gap_in_a_sentence() -> None:
    with pytest.raises(KeyError, match="organisation"):
        written(MessageKind.ROLE_CHANGED, words={})


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("insufficient_funds", "Not enough money in the account"),
        ("EXPIRED_CARD", "The card has expired"),
        ("do_not_honor", "Refused by the bank"),
        ("", "Reason"),
    ],
)
def test_a_banks_reason_is_said_in_words(reason: str, said: str) -> None:
    letter = written(MessageKind.PAYMENT_FAILED, Language.EN, words=WORDS | {"reason": reason})
    assert (said in letter.text) is bool(reason)


def test_an_amount_of_nothing_is_not_shown() -> None:
    letter = written(MessageKind.SUBSCRIPTION_SUSPENDED, words=WORDS | {"amount": "0.00"})
    assert "€" not in letter.text


def test_somebody_known_by_their_address_only_is_not_called_by_it() -> None:
    letter = written(MessageKind.INVITATION, name="anne@menuiserie.example", words=WORDS | {"message": "À <demain>!"})
    assert "Bonjour,\n" in letter.text
    assert "“À <demain>!”" in letter.text
    assert "“À &lt;demain&gt;!”" in letter.html


def test_an_invitation_of_nobody_in_particular_comes_from_the_organisation() -> None:
    letter = written(MessageKind.INVITATION, Language.EN, words=WORDS | {"inviter": ""})
    assert "Menuiserie du Canal invites you to join Menuiserie du Canal" in letter.text
