"""Who buys from the demo organisation. Every name, number and address is invented."""

from smoall.demo.numbers import enterprise_number, luxembourg_vat
from smoall.domain.kernel.language import Language
from smoall.usecases.crm.details import CompanyDetails, ContactDetails
from smoall.usecases.organisations.details import AddressDetails

BOOKSHOP, BREWERY, JOINER, SCHOOL, CAFE, PERSON, WINERY, PAPER = (
    "bookshop", "brewery", "joiner", "school", "cafe", "person", "winery", "paper",
)  # fmt: skip


def _belgian(
    first_eight: int, name: str, street: str, postal_code: str, city: str, language: Language, email: str
) -> CompanyDetails:
    number = enterprise_number(first_eight)
    address = AddressDetails(street, postal_code, city, "BE")
    return CompanyDetails(name, address, language, number, "BE" + number, email)


CUSTOMERS: dict[str, tuple[CompanyDetails, tuple[ContactDetails, ...]]] = {
    BOOKSHOP: (
        _belgian(
            9991001, "Librairie Les Deux Rives", "Quai des Tanneurs 14", "4020", "Liège", Language.FR,
            "commandes@deuxrives.example",
        ),
        (
            ContactDetails("Nadia Lemaire", "nadia@deuxrives.example", "+32 4 555 01 10", "Gérante", Language.FR),
            ContactDetails("Paul Dister", "compta@deuxrives.example", None, "Comptable", Language.FR),
        ),
    ),
    BREWERY: (
        _belgian(
            9991002, "Brouwerij Het Zilveren Anker", "Nieuwe Dok 3", "9000", "Gent", Language.NL,
            "boekhouding@zilverenanker.example",
        ),
        (ContactDetails("Joris Verstraete", "joris@zilverenanker.example", "+32 9 555 01 20", "Inkoper", Language.NL),),
    ),
    JOINER: (
        _belgian(
            9991003, "Tischlerei Hohes Venn", "Malmedyer Straße 88", "4700", "Eupen", Language.DE,
            "buero@hohesvenn.example",
        ),
        (ContactDetails("Karin Heinen", "karin@hohesvenn.example", "+32 87 55 01 30", "Büroleiterin", Language.DE),),
    ),
    SCHOOL: (
        _belgian(
            9991004, "Avondschool De Kleine Pers", "Naamsestraat 301", "3000", "Leuven", Language.NL,
            "secretariaat@kleinepers.example",
        ),
        (ContactDetails("Els Mertens", "els@kleinepers.example", None, "Coördinator", Language.NL),),
    ),
    CAFE: (
        _belgian(
            9991005, "Café du Vieux Lavoir", "Rue des Renards 9", "1000", "Bruxelles", Language.FR,
            "bonjour@vieuxlavoir.example",
        ),
        (),
    ),
    PERSON: (
        CompanyDetails(
            "Hélène Marchal", AddressDetails("Chemin des Écureuils 4", "5000", "Namur", "BE"), Language.FR,
            email="helene.marchal@courrier.example",
        ),
        (),
    ),
    WINERY: (
        CompanyDetails(
            "Kellerei Sauerblick S.à r.l.", AddressDetails("Route du Vin 112", "L-6794", "Grevenmacher", "LU"),
            Language.DE, vat_number=luxembourg_vat(999101), email="einkauf@sauerblick.example",
        ),
        (ContactDetails("Luc Weyland", "luc@sauerblick.example", "+352 555 01 40", "Einkauf", Language.FR),),
    ),
    PAPER: (
        CompanyDetails(
            "Blue Heron Paper Co.", AddressDetails("418 Ferry Street", "97205", "Portland, OR", "US"), Language.EN,
            email="accounts@blueheron.example", phone="+1 503 555 0150",
        ),
        (ContactDetails("Grace Okafor", "grace@blueheron.example", "+1 503 555 0151", "Art director", Language.EN),),
    ),
}  # fmt: skip
