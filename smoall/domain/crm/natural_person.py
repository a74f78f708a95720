"""Whether a customer is a person: a sole trader, a liberal profession, a private buyer (GDPR art. 4(1)).

A Belgian enterprise number tells nothing about it: people and companies get theirs from one series (Code of Economic
Law art. III.17). What does tell, without asking, is little, and all of it stands here.
"""

import re
import unicodedata
from collections.abc import Iterable

from stdnum.es import cif
from stdnum.nl import bsn

_FORMS = frozenset(
    {
        *("srl", "sprl", "sprlu", "scrl", "snc", "scomm", "asbl", "aisbl", "scs", "sca", "sas", "sasu", "sarl", "eurl"),
        *("bv", "nv", "bvba", "ebvba", "cvba", "vof", "commv", "vzw", "ivzw", "gcv", "gmbh", "ohg", "ltd", "llc"),
        *("plc", "inc", "spa"),
    }
)
"""Forms of legal persons, their dots left out. A name that begins or ends with one is no person's."""
_SHORT_FORMS = frozenset({"SA", "SC", "CV", "AG", "KG", "UG", "SL", "SE"})
"""Forms that are names of people as well: they count in capitals in a name that is not all in capitals."""
_SARL = re.compile(r"\bs\.?\s?à\.?\s?r\.?\s?l\b\.?", re.IGNORECASE)


def told_by(name: str, vat_number: str | None, *, contacts: Iterable[str] = ()) -> bool | None:
    """Whether it is a natural person, where that is sure; None where somebody has to say.

    No: a name that begins or ends with a legal form, a Spanish tax number of an entity. Yes: the name of one of its own
    ``contacts``, a Spanish tax number of a person, a Dutch VAT number that was given to a sole trader (since 2020 these
    do not pass the eleven-test that numbers of legal persons pass; one in eleven does by chance, and tells nothing).
    """
    if _bears_a_form(_SARL.sub("sarl", name)):
        return False
    if any(is_same_person(name, one) for one in contacts):
        return True
    return _told_by_number(vat_number or "")


def is_same_person(company: str, contact: str) -> bool:
    """Whether a natural person's company record and a contact bear the same name, whatever the order of its words."""
    return sorted(_words(company)) == sorted(_words(contact)) and bool(_words(company))


def _told_by_number(number: str) -> bool | None:
    if number.startswith("ES"):
        return not cif.is_valid(number[2:])
    if number.startswith("NL") and not bsn.is_valid(number[2:11]):
        return True
    return None


def _bears_a_form(name: str) -> bool:
    words = re.findall(r"\w+", name.replace(".", ""))
    ends = {words[0], words[-1]} if len(words) > 1 else set()
    return not _FORMS.isdisjoint(map(str.lower, ends)) or (not name.isupper() and not _SHORT_FORMS.isdisjoint(ends))


def _words(name: str) -> list[str]:
    """Small letters, without accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.findall(r"\w+", "".join(one for one in plain if not unicodedata.combining(one)))
