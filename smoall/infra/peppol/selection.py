"""Which published rules a document of ours can break at all.

The writer knows one shape of document: it cannot write a forbidden element, a charge, a payee, a third decimal or a
wrong type code, and a line's arithmetic is the domain's own property. What is left depends on what people and tables
supply, and only that is asked while a document is being issued. The whole set is asked in the tests, over documents
damaged at random, and both must find the same (``tests/infra/peppol/test_rules.py``).
"""

from collections.abc import Iterator
from functools import lru_cache

from mockeinvoice.model import Document
from mockeinvoice.rules import REGISTRY, Rule

_CORE = frozenset(
    """
BR-02 BR-05 BR-06 BR-07 BR-08 BR-09 BR-10 BR-11 BR-16 BR-21 BR-25 BR-31 BR-33 BR-55 BR-61
BR-CO-09 BR-CO-10 BR-CO-11 BR-CO-13 BR-CO-14 BR-CO-15 BR-CO-16 BR-CO-17 BR-CO-18 BR-CO-26
BR-CL-04 BR-CL-08 BR-CL-14 BR-CL-22 BR-CL-23
""".split()  # noqa: SIM905 - a list of thirty strings is thirty lines
)
_FAMILY = ("01", "02", "03", "05", "06", "08", "09", "10")
_FAMILIES = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "K": "IC", "G": "G", "O": "O"}
_ONLY_IN = {"K": ("BR-IC-11", "BR-IC-12"), "O": ("BR-O-11", "BR-O-12", "BR-O-13")}
_BY_SCHEME = {
    "0007": "PEPPOL-COMMON-R049",
    "0184": "PEPPOL-COMMON-R042",
    "0192": "PEPPOL-COMMON-R041",
    "0211": "PEPPOL-COMMON-R047",
    "9944": "PEPPOL-COMMON-R056-1",
}
_REASONS = tuple(f"PEPPOL-EN16931-P01{number:02d}" for number in range(4, 12))


@lru_cache(maxsize=64)
def rules_for(codes: frozenset[str]) -> tuple[Rule, ...]:
    """The core rules asked of the model, for a document in which these VAT category codes occur."""
    names = set[str](_CORE)
    for code in codes & _FAMILIES.keys():
        names.update(f"BR-{_FAMILIES[code]}-{number}" for number in _FAMILY)
        names.update(_ONLY_IN.get(code, ()))
    return tuple(rule for name, rule in REGISTRY["en16931"].items() if name in names)


def codes_of(document: Document) -> frozenset[str]:
    """The VAT category codes that occur on lines, discounts or breakdowns."""
    places = (("BG-25", "BT-151"), ("BG-20", "BT-95"), ("BG-23", "BT-118"))
    return frozenset(found.text(term) for group, term in places for found in document.all(group))


def peppol_rules_for(document: Document) -> tuple[Rule, ...]:
    """The Peppol rules that are asked of the elements above the lines, if the document gives them anything to ask."""
    return tuple(REGISTRY["peppol"][name] for name in _peppol_names(document))


def _peppol_names(document: Document) -> Iterator[str]:
    if not document.text("BT-24").endswith("billing:3.0"):
        return
    if any(discount.values("BT-94") for discount in document.all("BG-20")):
        yield "PEPPOL-EN16931-R040"
    if document.text("BT-5") != "EUR":
        yield "PEPPOL-EN16931-CL007"
    if rule := _BY_SCHEME.get(document.text("BT-49-1")):
        yield rule
    if document.text("BT-48").startswith("NL"):
        yield "PEPPOL-COMMON-R056-2"
    if any(breakdown.values("BT-121") for breakdown in document.all("BG-23")):
        yield from _REASONS


def is_belgian_sale(document: Document) -> bool:
    """Whether the seller is Belgian by address and VAT number; seven other countries have Peppol rules of their own."""
    return document.text("BT-40") == "BE" and document.text("BT-31")[:2] in ("", "BE")
