"""Smoall's own letters to people: about their account, their access, their subscription.

The frame is MJML, compiled beforehand; what is said is data, in four languages. No letter holds a picture, a tracker
or anything fetched from elsewhere; the only link is the one the letter is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from smoall.domain.access.message import MessageKind
from smoall.domain.kernel.identifiers import EnterpriseNumber
from smoall.domain.kernel.language import Language
from smoall.infra.mail.account_words import LABELS, LETTERS
from smoall.infra.mail.account_words.shape import Labels
from smoall.usecases.mail import Letter, MailAddress
from smoall.usecases.messages import Message, OneTimeLink
from smoall.usecases.operator import Operator

BRUSSELS = ZoneInfo("Europe/Brussels")
SENDER = "Smoall"

_K = MessageKind
ROWS: Mapping[MessageKind, tuple[str, ...]] = MappingProxyType(
    {
        _K.PASSWORD_CHANGED: ("at",),
        _K.EMAIL_CHANGED: ("old", "new", "at"),
        _K.INVITATION: ("organisation", "role"),
        _K.ROLE_CHANGED: ("organisation", "role", "changed_by"),
        _K.SECOND_FACTOR_CHANGED: ("change", "at"),
        _K.NEW_API_KEY: ("organisation", "key_name", "scopes", "expires_on"),
        _K.ACCOUNT_ERASED: ("at", "until_on"),
        _K.ORGANISATION_CLOSED: ("organisation", "at", "until_on"),
        _K.DATA_BREACH: ("organisation", "discovered_at", "persons", "tell_by_at"),
        _K.TRIAL_ENDING: ("plan", "seats", "ends_on"),
        _K.PAYMENT_FAILED: ("plan", "number", "reason", "next_attempt_on", "suspends_on"),
        _K.PAYMENT_REMINDER: ("number", "due_on", "suspends_on"),
        _K.SUBSCRIPTION_SUSPENDED: ("number", "due_on"),
        _K.SUBSCRIPTION_CHANGED: ("plan", "seats", "amount", "from_on"),
        _K.SUBSCRIPTION_CANCELLED: ("plan", "ends_on"),
        _K.SUBSCRIPTION_INVOICE: ("number", "issued_on", "due_on"),
        _K.SUB_PROCESSOR_CHANGE: ("reference", "replaces", "effect_on", "objections_on"),
        _K.SUB_PROCESSOR_CHANGE_WITHDRAWN: ("reference",),
    }
)
"""Which of a letter's values are shown as a table, in this order; one that is not given is left out."""

SUMS = frozenset(
    {
        _K.TRIAL_ENDING,
        _K.PAYMENT_FAILED,
        _K.PAYMENT_REMINDER,
        _K.SUBSCRIPTION_SUSPENDED,
        _K.SUBSCRIPTION_INVOICE,
    }
)
"""Letters that are about an amount, which then stands out."""

_TEMPLATES = Environment(
    loader=PackageLoader("smoall.infra.mail", "templates/account"),
    autoescape=select_autoescape(enabled_extensions=("html",), default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the templates show, ready to print."""

    language: Language
    title: str
    preview: str
    body: tuple[str, ...]
    amount: str
    rows: tuple[Row, ...]
    link: str
    button: str
    notes: tuple[str, ...]
    notice: tuple[Row, ...]
    identity: tuple[str, ...]
    dpo: str
    why: str
    unsubscribe: str
    labels: Labels


def account_letter(message: Message, *, operator: Operator, link: OneTimeLink | None = None) -> Letter:
    """The letter for one message, in its reader's language. Raises KeyError when a value that it says is missing."""
    labels, words = LABELS[message.language], LETTERS[message.language][message.kind]
    values = _values(message, labels, link)
    body = (*(sentence.format_map(values) for sentence in words.body), *_quoted(values))
    shown = Shown(
        language=message.language,
        title=words.title.format_map(values),
        preview=body[0],
        body=(_greeting(message, labels), *body),
        amount=values.get("amount", "") if message.kind in SUMS else "",
        rows=_rows(message.kind, values, labels),
        link=link.url if link else "",
        button=words.button,
        notes=tuple(note.format_map(values) for note in words.notes),
        notice=_notice(message.kind, {**values, "dpo": operator.dpo}, labels),
        identity=_identity(operator, labels),
        dpo=labels.dpo.format(dpo=operator.dpo),
        why=labels.why_account,
        unsubscribe="",
        labels=labels,
    )
    return Letter(
        delivery_id=message.id,
        sender=SENDER,
        reply_to=MailAddress.parse(operator.email),
        recipient=MailAddress.parse(message.recipient),
        subject=words.subject.format_map(values),
        text=_TEMPLATES.get_template("letter.txt").render(letter=shown),
        html=_TEMPLATES.get_template(f"{message.kind.lower()}.html").render(letter=shown),
        language=message.language,
        tag=message.kind.lower().replace("_", "-"),
    )


def _greeting(message: Message, labels: Labels) -> str:
    """By name; somebody who is known by their address only is not called by it."""
    named = message.name and message.name != message.recipient
    return labels.greeting_named.format(name=message.name) if named else labels.greeting


def _quoted(values: Mapping[str, str]) -> tuple[str, ...]:
    """What the sender of an invitation adds in their own words."""
    return (f"“{values['message']}”",) if values.get("message") else ()


def _rows(kind: MessageKind, values: Mapping[str, str], labels: Labels) -> tuple[Row, ...]:
    return tuple(Row(labels.rows[name], values[name]) for name in ROWS.get(kind, ()) if values.get(name))


def _notice(kind: MessageKind, values: Mapping[str, str], labels: Labels) -> tuple[Row, ...]:
    """What somebody must be told whose address an employer gave (GDPR art. 14); other letters need none."""
    if kind is not MessageKind.INVITATION:
        return ()
    return tuple(Row(label, text.format_map(values)) for label, text in labels.notice)


def _identity(operator: Operator, labels: Labels) -> tuple[str, ...]:
    number = operator.enterprise_number
    shown = f"{labels.enterprise_number} {EnterpriseNumber(number).formatted}" if number else ""
    lines = (
        ", ".join(filter(None, (operator.name, operator.address))),
        " · ".join(filter(None, (shown, operator.email))),
    )
    return tuple(line for line in lines if line)


def _values(message: Message, labels: Labels, link: OneTimeLink | None) -> dict[str, str]:
    """The message's words as its reader writes them: dates, moments, amounts and codes by the names they have."""
    given = dict(message.words)
    if "inviter" in given:
        given["inviter"] = given["inviter"] or given["organisation"]
    currency = given.pop("currency", "EUR")
    values = {name: _said(name, text, labels, currency=currency) for name, text in given.items()}
    return values | ({"expires_at": _moment(link.expires_at, labels)} if link else {})


def _said(name: str, text: str, labels: Labels, *, currency: str) -> str:
    if not text:
        return ""
    if name == "amount":
        amount = Decimal(text)
        return format_currency(amount, currency, locale=labels.locale) if amount else ""
    if name == "reason":  # what a bank calls it; a name that has no words here is a refusal all the same
        return labels.codes.get(text.upper(), labels.codes["DECLINED"])
    if name.endswith("_on"):
        return _day(date.fromisoformat(text), labels)
    if name.endswith("_at") or name == "at":
        return _moment(datetime.fromisoformat(text), labels)
    return labels.codes.get(text, text) if name in ("role", "change") else text


def _day(day: date, labels: Labels) -> str:
    return format_date(day, "long", locale=labels.locale).replace(" ", "\u00a0")  # no line breaks inside a date


def _moment(moment: datetime, labels: Labels) -> str:
    local = moment.astimezone(BRUSSELS)
    time = format_time(local, "short", tzinfo=BRUSSELS, locale=labels.locale)
    return labels.moment.format(date=_day(local.date(), labels), time=time).replace(" ", "\u00a0")
