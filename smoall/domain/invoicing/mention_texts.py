"""The wording of the legal mentions, as data: French, Dutch, German, English, in that order.

The German and English wordings translate the Belgian texts; where Directive 2006/112/EC art. 226 fixes the words of a
mention in each language, those are used.
"""

from collections.abc import Mapping
from types import MappingProxyType

from smoall.domain.invoicing.vat import VatCategory

Texts = tuple[str, str, str, str]

REASONS: Mapping[VatCategory, Texts] = MappingProxyType(
    {
        VatCategory.EXEMPT: (
            "Exempté de la TVA, art. 44 du Code de la TVA",
            "Vrijgesteld van btw, art. 44 Wbtw",
            "Von der MwSt. befreit, Art. 44 des belgischen MwSt.-Gesetzbuches",
            "Exempt from VAT, art. 44 of the Belgian VAT Code",
        ),
        VatCategory.SMALL_ENTERPRISE: (
            "Régime particulier de franchise des petites entreprises",
            "Bijzondere vrijstellingsregeling kleine ondernemingen",
            "Sonderregelung der Steuerbefreiung für Kleinunternehmen",
            "Special exemption scheme for small enterprises",
        ),
        VatCategory.REVERSE_CHARGE: (
            "Autoliquidation",
            "Btw verlegd",
            "Steuerschuldnerschaft des Leistungsempfängers",
            "Reverse charge",
        ),
        VatCategory.INTRA_COMMUNITY: (
            "Livraison intracommunautaire exemptée, art. 39bis du Code de la TVA (art. 138, directive 2006/112/CE)",
            "Vrijgestelde intracommunautaire levering, art. 39bis Wbtw (art. 138 van richtlijn 2006/112/EG)",
            "Steuerfreie innergemeinschaftliche Lieferung, Art. 39bis belg. MwSt.-Gesetzbuch (Art. 138 RL 2006/112/EG)",
            "Exempt intra-Community supply, art. 39bis of the Belgian VAT Code (art. 138 of Directive 2006/112/EC)",
        ),
        VatCategory.EXPORT: (
            "Exportation exemptée, art. 39 du Code de la TVA (art. 146 de la directive 2006/112/CE)",
            "Vrijgestelde uitvoer, art. 39 Wbtw (art. 146 van richtlijn 2006/112/EG)",
            "Steuerfreie Ausfuhr, Art. 39 des belgischen MwSt.-Gesetzbuches (Art. 146 der Richtlinie 2006/112/EG)",
            "Exempt export, art. 39 of the Belgian VAT Code (art. 146 of Directive 2006/112/EC)",
        ),
        VatCategory.OUTSIDE_SCOPE: (
            "Opération non soumise à la TVA belge",
            "Handeling niet onderworpen aan de Belgische btw",
            "Nicht der belgischen MwSt. unterliegender Umsatz",
            "Not subject to Belgian VAT",
        ),
    }
)

# Royal Decree no. 1, art. 20 §2, as amended with effect from 2023-01-01.
DOMESTIC_REVERSE_CHARGE: Texts = (
    (
        "Autoliquidation : En l'absence de contestation par écrit, dans un délai d'un mois à compter de la"
        " réception de la facture, le client est présumé reconnaître qu'il est un assujetti tenu au dépôt de"
        " déclarations périodiques. Si cette condition n'est pas remplie, le client endossera, par rapport à cette"
        " condition, la responsabilité quant au paiement de la taxe, des intérêts et des amendes dus."
    ),
    (
        "Btw verlegd: Bij gebrek aan schriftelijke betwisting binnen een termijn van één maand na de ontvangst van"
        " de factuur, wordt de afnemer geacht te erkennen dat hij een belastingplichtige is gehouden tot de"
        " indiening van periodieke aangiften. Als die voorwaarde niet vervuld is, is de afnemer ten aanzien van die"
        " voorwaarde aansprakelijk voor de betaling van de verschuldigde belasting, interesten en geldboeten."
    ),
    (
        "Steuerschuldnerschaft des Leistungsempfängers: In Ermangelung einer schriftlichen Anfechtung binnen einer"
        " Frist von einem Monat ab Erhalt der Rechnung wird davon ausgegangen, dass der Kunde anerkennt, ein"
        " Steuerpflichtiger zu sein, der zur Einreichung periodischer Erklärungen verpflichtet ist. Ist diese"
        " Bedingung nicht erfüllt, haftet der Kunde in Bezug auf diese Bedingung für die Zahlung der geschuldeten"
        " Steuer, Zinsen und Geldbußen."
    ),
    (
        "Reverse charge: In the absence of a written objection within one month of receipt of the invoice, the"
        " customer is deemed to acknowledge being a taxable person who is required to file periodic returns. If"
        " that condition is not met, the customer is liable, with regard to that condition, for payment of the tax,"
        " interest and fines due."
    ),
)

# Directive 2006/112/EC, art. 226 (13) and (14).
MARGIN: Mapping[str, Texts] = MappingProxyType(
    {
        "VATEX-EU-D": (
            "Régime particulier — agences de voyages",
            "Bijzondere regeling — reisbureaus",
            "Sonderregelung für Reisebüros",
            "Margin scheme — Travel agents",
        ),
        "VATEX-EU-F": (
            "Régime particulier — biens d'occasion",
            "Bijzondere regeling — gebruikte goederen",
            "Gebrauchtgegenstände/Sonderregelung",
            "Margin scheme — Second-hand goods",
        ),
        "VATEX-EU-I": (
            "Régime particulier — objets d'art",
            "Bijzondere regeling — kunstvoorwerpen",
            "Kunstgegenstände/Sonderregelung",
            "Margin scheme — Works of art",
        ),
        "VATEX-EU-J": (
            "Régime particulier — objets de collection et d'antiquité",
            "Bijzondere regeling — voorwerpen voor verzamelingen of antiquiteiten",
            "Sammlungsstücke und Antiquitäten/Sonderregelung",
            "Margin scheme — Collector's items and antiques",
        ),
    }
)

# Royal Decree no. 4, art. 4.
CREDIT_NOTE: Texts = (
    "TVA à reverser à l'État dans la mesure où elle a été initialement déduite",
    "Btw terug te storten aan de Staat in de mate waarin ze oorspronkelijk in aftrek werd gebracht",
    "MwSt. an den Staat zurückzuzahlen, soweit sie ursprünglich in Abzug gebracht wurde",
    "VAT to be paid back to the State to the extent that it was initially deducted",
)
