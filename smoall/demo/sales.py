"""What the demo organisation sold, and what came of it: every state of an invoice, every VAT situation, every oddity.

``ago`` counts days before the day of seeding, ``after`` days after the sale.
"""

from dataclasses import dataclass
from decimal import Decimal

from smoall.demo.customers import BOOKSHOP, BREWERY, CAFE, JOINER, PAPER, PERSON, SCHOOL, WINERY
from smoall.domain.invoicing.document import Discount
from smoall.domain.invoicing.line import Line
from smoall.domain.invoicing.vat import Vat, VatCategory

S21, S12, S6 = (Vat(VatCategory.STANDARD, Decimal(rate)) for rate in (21, 12, 6))
ZERO, EXEMPT, SMALL, REVERSE, INTRA, EXPORT, OUTSIDE = (Vat(category) for category in list(VatCategory)[1:])


@dataclass(frozen=True, slots=True)
class Paid:
    """Money for a sale: a share of what is still due, and what the customer transferred beyond it."""

    after: int
    share: Decimal = Decimal(1)
    beyond: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Taken:
    """A credit note on a sale: all that is left, or (position, quantity) of some lines."""

    after: int
    reason: str
    lines: tuple[tuple[int, Decimal], ...] | None = None


@dataclass(frozen=True, slots=True)
class Sale:
    """One invoice; a ``draft`` is never issued, ``delivered`` names the country the goods went to."""

    ago: int
    to: str
    lines: tuple[Line, ...]
    paid: tuple[Paid, ...] = ()
    taken: tuple[Taken, ...] = ()
    discounts: tuple[Discount, ...] = ()
    term: int = 30
    reference: str | None = None
    note: str | None = None
    delivered: str | None = None
    exemption: str | None = None
    draft: bool = False
    sent: bool = False


def _lines(*lines: tuple[str, str, str, str, Vat] | tuple[str, str, str, str, Vat, str]) -> tuple[Line, ...]:
    """Lines as (description, quantity, unit, unit price, VAT[, discount in percent])."""
    return tuple(
        Line(
            at, line[0], Decimal(line[1]), line[2], Decimal(line[3]), line[4], Decimal(line[5] if len(line) > 5 else 0)
        )
        for at, line in enumerate(lines, 1)
    )


def _off(reason: str, vat: Vat, percent: str) -> Discount:
    return Discount(reason, vat, percent=Decimal(percent))


HALF = Decimal("0.5")

# The first weeks under the exemption of small enterprises; see REGISTERED in story.py.
SALES: tuple[Sale, ...] = (
    Sale(420, CAFE, _lines(("Cartes de menu, papier vergé", "60", "C62", "2.40", SMALL)), (Paid(12),)),
    Sale(405, PERSON, _lines(("Faire-part, tirage typographique", "120", "C62", "1.85", SMALL)), (Paid(3),)),
    Sale(372, BOOKSHOP, _lines(("Signets, deux couleurs", "500", "C62", "0.32", SMALL)), (Paid(40),)),
    Sale(
        345, BREWERY,
        _lines(("Etiketten 'Anker Blond', rol van 1000", "8", "C62", "96.00", S21), ("Clichés", "1", "LS", "240", S21)),
        (Paid(28),), reference="ZA-2291",
    ),
    Sale(
        330, BOOKSHOP,
        _lines(("Catalogue d'hiver, 32 pages", "250", "C62", "3.10", S6), ("Mise en page", "6.5", "HUR", "68.00", S21)),
        (Paid(31),), discounts=(_off("Remise fidélité", S6, "5"),),
    ),
    Sale(318, JOINER, _lines(("Geschäftspapier, 100 g", "2000", "C62", "0.11", S21)), (Paid(14),)),
    Sale(
        300, SCHOOL, _lines(("Cursus zetten en drukken, 3 avonden", "3", "E48", "310.00", EXEMPT)), (Paid(21),),
        exemption="VATEX-EU-132-1I",
    ),
    Sale(287, WINERY, _lines(("Weinetiketten, Prägedruck", "4000", "C62", "0.19", INTRA)), (Paid(25),), delivered="LU"),
    Sale(270, CAFE, _lines(("Sous-bocks, 300 g", "1500", "C62", "0.14", S21)), (Paid(55, HALF), Paid(80))),
    Sale(255, PAPER, _lines(("Letterpress posters, edition of 40", "40", "C62", "31.50", EXPORT)), (Paid(20),)),
    Sale(
        240, BREWERY, _lines(("Plaatsing gevelreclame, werk in onroerende staat", "1", "LS", "1850.00", REVERSE)),
        (Paid(34),), reference="ZA-2417", note="Werf: Nieuwe Dok 3, Gent.",
    ),
    Sale(
        226, PERSON, _lines(("Album relié, 60 pages", "2", "C62", "145.00", S21, "10")), (Paid(2),),
        (Taken(9, "Un exemplaire abîmé pendant le transport", ((1, Decimal(1)),)),),
    ),
    Sale(210, SCHOOL, _lines(("Schoolkrant 'De Zetbok', nummer 14", "600", "C62", "0.85", ZERO)), (Paid(30),)),
    Sale(198, BOOKSHOP, _lines(("Réimpression 'Contes du canal'", "400", "C62", "4.60", S6)), (Paid(60),)),
    Sale(
        180, JOINER, _lines(("Katalog 'Treppen', 48 Seiten", "300", "C62", "5.20", S21)), (),
        (Taken(6, "Falsche Auflage gedruckt"),), discounts=(_off("Mengenrabatt", S21, "7.5"),),
    ),
    Sale(172, JOINER, _lines(("Katalog 'Treppen', 48 Seiten", "200", "C62", "5.20", S21)), (Paid(30),)),
    Sale(160, PAPER, _lines(("Design of a type specimen", "24", "HUR", "72.00", OUTSIDE)), (Paid(18),)),
    Sale(
        145, BREWERY, _lines(("Etiketten 'Anker Tripel', rol van 1000", "12", "C62", "96.00", S21, "5")),
        (Paid(29, beyond=Decimal("50.00")),), reference="ZA-2530",
    ),
    Sale(130, WINERY, _lines(("Geschenkkartons, Siebdruck", "350", "C62", "2.75", INTRA)), (Paid(45),), delivered="LU"),
    Sale(112, CAFE, _lines(("Tabliers sérigraphiés", "25", "C62", "14.90", S21)), (Paid(50, Decimal("0.4")),)),
    Sale(98, BOOKSHOP, _lines(("Marque-pages, édition d'été", "1000", "C62", "0.28", S21)), (Paid(20),)),
    Sale(
        84, SCHOOL, _lines(("Cursus boekbinden", "2", "E48", "310.00", EXEMPT)), (Paid(26),),
        exemption="VATEX-EU-132-1I",
    ),
    Sale(70, BREWERY, _lines(("Menukaarten proeflokaal", "200", "C62", "1.95", S12)), (), reference="ZA-2604"),
    Sale(
        58, PAPER, _lines(("Broadsides, wood type, set of 6", "15", "SET", "88.00", EXPORT)), (Paid(30, HALF),),
    ),
    Sale(
        41, BOOKSHOP,
        _lines(("Catalogue de printemps, 40 pages", "300", "C62", "3.45", S6), ("Retouches", "3", "HUR", "68.00", S21)),
        (Paid(30, HALF),), (Taken(12, "Cinquante exemplaires non livrés", ((1, Decimal(50)),)),),
    ),
    Sale(33, JOINER, _lines(("Visitenkarten, Letterpress", "800", "C62", "0.42", S21)), ()),
    Sale(19, WINERY, _lines(("Weinetiketten, Prägedruck", "6000", "C62", "0.19", INTRA)), (), delivered="LU", term=45),
    Sale(12, PERSON, _lines(("Cartes de vœux, linogravure", "80", "C62", "2.20", S21)), (Paid(4),)),
    Sale(
        4, BREWERY, _lines(("Etiketten 'Anker Winter', rol van 1000", "10", "C62", "98.00", S21)), (),
        reference="ZA-2688", sent=True,
    ),
    Sale(2, CAFE, _lines(("Cartes de menu d'hiver", "80", "C62", "2.60", S12)), draft=True),
    Sale(0, SCHOOL, _lines(("Schoolkrant 'De Zetbok', nummer 15", "650", "C62", "0.88", ZERO)), draft=True),
)  # fmt: skip
