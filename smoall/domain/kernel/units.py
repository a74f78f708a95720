"""Units of quantity: the UN/ECE Recommendation 20 and 21 codes that lines accept (BR-CL-23), and how to print them."""

from smoall.domain.kernel.errors import Unparsable
from smoall.domain.kernel.language import Language

# code: French, Dutch, German, English — short, as they stand after a quantity.
_NAMES: dict[str, tuple[str, str, str, str]] = {
    "C62": ("unité", "eenheid", "Einheit", "unit"),
    "H87": ("pièce", "stuk", "Stück", "piece"),
    "EA": ("pièce", "stuk", "Stück", "each"),
    "SEC": ("seconde", "seconde", "Sekunde", "second"),
    "MIN": ("minute", "minuut", "Minute", "minute"),
    "HUR": ("heure", "uur", "Stunde", "hour"),
    "DAY": ("jour", "dag", "Tag", "day"),
    "WEE": ("semaine", "week", "Woche", "week"),
    "MON": ("mois", "maand", "Monat", "month"),
    "QAN": ("trimestre", "kwartaal", "Quartal", "quarter"),
    "ANN": ("année", "jaar", "Jahr", "year"),
    "E49": ("jour ouvrable", "werkdag", "Arbeitstag", "working day"),
    "LS": ("forfait", "forfait", "Pauschale", "lump sum"),
    "E48": ("prestation", "dienst", "Dienstleistung", "service unit"),
    "IE": ("personne", "persoon", "Person", "person"),
    "GRM": ("g", "g", "g", "g"),
    "KGM": ("kg", "kg", "kg", "kg"),
    "DTN": ("quintal", "100 kg", "Dezitonne", "decitonne"),
    "TNE": ("tonne", "ton", "Tonne", "tonne"),
    "CMT": ("cm", "cm", "cm", "cm"),
    "MMT": ("mm", "mm", "mm", "mm"),
    "MTR": ("m", "m", "m", "m"),
    "LM": ("m courant", "lopende m", "lfd. m", "linear m"),
    "KMT": ("km", "km", "km", "km"),
    "MTK": ("m²", "m²", "m²", "m²"),
    "MTQ": ("m³", "m³", "m³", "m³"),
    "MLT": ("ml", "ml", "ml", "ml"),
    "CLT": ("cl", "cl", "cl", "cl"),
    "LTR": ("l", "l", "l", "l"),
    "HLT": ("hl", "hl", "hl", "hl"),
    "KWH": ("kWh", "kWh", "kWh", "kWh"),
    "MWH": ("MWh", "MWh", "MWh", "MWh"),
    "KWT": ("kW", "kW", "kW", "kW"),
    "E34": ("Go", "GB", "GB", "GB"),
    "P1": ("%", "%", "%", "%"),
    "PR": ("paire", "paar", "Paar", "pair"),
    "SET": ("lot", "set", "Satz", "set"),
    "NAR": ("article", "artikel", "Artikel", "article"),
    "NMP": ("paquet", "pak", "Packung", "pack"),
    "DZN": ("douzaine", "dozijn", "Dutzend", "dozen"),
    "XPP": ("pièce", "stuk", "Stück", "piece"),
    "XUN": ("unité", "eenheid", "Einheit", "unit"),
    "XBX": ("boîte", "doos", "Schachtel", "box"),
    "XCT": ("carton", "karton", "Karton", "carton"),
    "XPK": ("colis", "pak", "Paket", "package"),
    "XPX": ("palette", "pallet", "Palette", "pallet"),
    "XBG": ("sac", "zak", "Beutel", "bag"),
    "XSA": ("sac", "zak", "Sack", "sack"),
    "XRO": ("rouleau", "rol", "Rolle", "roll"),
    "XBO": ("bouteille", "fles", "Flasche", "bottle"),
    "XBA": ("fût", "vat", "Fass", "barrel"),
    "XTU": ("tube", "tube", "Tube", "tube"),
}

UNITS = frozenset(_NAMES)


def unit_code(text: str) -> str:
    """Read a unit code, in either case; UNIT_UNKNOWN when lines do not accept it."""
    code = text.strip().upper()
    if code not in UNITS:
        raise Unparsable("UNIT_UNKNOWN", rule_id="BR-CL-23", unit=code[:10])
    return code


def unit_name(code: str, language: Language) -> str:
    """The unit as printed after a quantity; a code that is not listed is printed as it is."""
    names = _NAMES.get(code)
    return names[tuple(Language).index(language)] if names else code
