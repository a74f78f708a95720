"""How numbers, dates and identifiers are written on a Belgian document, per language (CLDR through Babel)."""

import re
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from smoall.domain.invoicing.vat import Vat, VatCategory
from smoall.domain.kernel.language import Language

NBSP = "\N{NO-BREAK SPACE}"
_LOCALES = {Language.FR: "fr_BE", Language.NL: "nl_BE", Language.DE: "de_BE", Language.EN: "en_GB"}
# Control characters break XML metadata, lone surrogates break UTF-8, and bidirectional overrides make a text read as
# another one ("gpj.exe" as "exe.jpg"); a line break is kept, it is the writer's.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# No text face draws emoji, and a PDF/A file may not contain a glyph that its font lacks.
_PICTOGRAPH = re.compile("[\U0001f000-\U0001ffff][\U0001f3fb-\U0001f3ff\ufe0f\u200d]*")


def clean(text: str) -> str:
    """``text`` without the characters that no PDF can carry; line breaks become ``\\n``, a pictograph becomes ☐."""
    return _PICTOGRAPH.sub("☐", _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str | None) -> str:
    """``text`` on one line, with single spaces; empty for None."""
    return " ".join(clean(text or "").split())


def locale_of(language: Language) -> str:
    """The CLDR locale whose number and date patterns a document in ``language`` uses."""
    return _LOCALES[language]


def money(amount: Decimal, *, currency: str, language: Language) -> str:
    """Two decimals with the currency's sign: ``1 234,50 €``, ``€ 1.234,50``, ``€1,234.50``; no line can break in it."""
    text = format_currency(amount, currency, locale=locale_of(language), currency_digits=False, format=None)
    return _minus(text).replace(" ", NBSP)


def amount_only(amount: Decimal, *, language: Language, least: int = 2) -> str:
    """A number with at least ``least`` decimals and no more than it has: unit prices may have four."""
    pattern = "#,##0." + "0" * least + "#" * 10 if least else "#,##0.##########"
    return _minus(format_decimal(amount, format=pattern, locale=locale_of(language)))


def quantity(amount: Decimal, *, language: Language) -> str:
    """A quantity without superfluous zeros: 2.50 → ``2,5``, 3.000 → ``3``."""
    return amount_only(amount, language=language, least=0)


def percent(rate: Decimal, *, language: Language) -> str:
    """21 → ``21 %`` (fr, de) or ``21%`` (nl, en); decimals only where there are some."""
    return _minus(format_percent(rate / 100, locale=locale_of(language), decimal_quantization=False))


def vat_rate(vat: Vat, *, language: Language) -> str:
    """The rate, preceded by the category's EN 16931 letter where the rate alone does not say why: ``AE 0 %``."""
    if vat.category is VatCategory.OUTSIDE_SCOPE:
        return vat.category.code
    rate = percent(vat.rate, language=language)
    return rate if vat.category is VatCategory.STANDARD else f"{vat.category.code}{NBSP}{rate}"


def day(on: date, *, language: Language) -> str:
    """``1 mars 2026``, ``1 maart 2026``, ``1. März 2026``, ``1 March 2026``; no line can break in it."""
    return format_date(on, "long", locale=locale_of(language)).replace(" ", NBSP)


def country(code: str, *, language: Language) -> str:
    """The country's name in capitals, as the post wants it on an address's last line; the code if it has no name."""
    return str(Locale.parse(locale_of(language)).territories.get(code, code)).upper()


def iban(compact: str) -> str:
    """Groups of four: ``BE68 5390 0754 7034``."""
    return NBSP.join(re.findall(".{1,4}", re.sub(r"\s", "", compact)))


def enterprise_number(compact: str) -> str:
    """``0403170701`` → ``0403.170.701``; anything else stays as it is."""
    return re.sub(r"^(\d{4})(\d{3})(\d{3})$", r"\1.\2.\3", compact)


def vat_number(compact: str) -> str:
    """``BE0403170701`` → ``BE 0403.170.701``; a foreign number stays as it is."""
    return re.sub(r"^BE(\d{4})(\d{3})(\d{3})$", rf"BE{NBSP}\1.\2.\3", compact)


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")
