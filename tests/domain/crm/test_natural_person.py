"""What tells, without asking, whether a customer is a person."""

import pytest

from smoall.domain.crm.natural_person import told_by


@pytest.mark.parametrize(
    "name",
    [
        "Menuiserie Dupont SRL",
        "BV De Gouden Inkt",
        "Dupont & fils s.p.r.l.",
        "Kellerei S.à r.l.",
        "Inkt NV.",
        "Dupont SA",
    ],
)
def test_a_legal_form_at_either_end_of_the_name_is_no_persons(name: str) -> None:
    assert told_by(name, None, contacts=[name]) is False


@pytest.mark.parametrize("contact", ["Jan Peeters", "PEETERS  Jan", "Jàn Peeters"])
def test_who_bears_the_name_of_their_own_contact_is_a_person(contact: str) -> None:
    assert told_by("Jan Peeters", "BE0403170701", contacts=["Els Maes", contact]) is True


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("ESB64717838", False),  # an entity's
        ("ES54362315K", True),  # a person's
        ("ESX2482300W", True),  # a foreigner's
        ("NL002455799B11", True),  # a sole trader's, given since 2020
        ("NL004495445B01", None),
        ("BE0403170701", None),  # one series for people and companies
        ("FR40303265045", None),
        (None, None),
    ],
)
def test_a_number_tells_only_where_it_is_sure(number: str | None, told: bool | None) -> None:
    assert told_by("Atelier du Coin", number) is told


@pytest.mark.parametrize("name", ["Sa Majesté des Encres", "Jean de la SRL du Coin", "João Sá", "JOAO SA", "SRL", "  "])
def test_what_only_looks_like_a_form_is_asked(name: str) -> None:
    assert told_by(name, None) is None
