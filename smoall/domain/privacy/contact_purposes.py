"""What is told to people in an organisation's records of what their data is for (GDPR art. 15(1)), in words."""

from collections.abc import Mapping
from types import MappingProxyType

from smoall.domain.kernel.language import Language

PURPOSE: Mapping[Language, str] = MappingProxyType(
    {
        Language.FR: "gérer la relation avec l'entreprise dont vous êtes le contact, et la facturer",
        Language.NL: "de relatie beheren met het bedrijf waarvan u de contactpersoon bent, en het factureren",
        Language.DE: "die Beziehung zu dem Unternehmen pflegen, dessen Kontakt Sie sind, und es abrechnen",
        Language.EN: "managing the relation with the company whose contact you are, and invoicing it",
    }
)
RIGHTS: Mapping[Language, str] = MappingProxyType(
    {
        Language.FR: "Vous pouvez demander la rectification, l'effacement, la limitation ou vous opposer, et introduire"
        " une réclamation auprès de l'Autorité de protection des données (contact@apd-gba.be).",
        Language.NL: "U kunt verbetering, wissing of beperking vragen of bezwaar maken, en een klacht indienen bij de"
        " Gegevensbeschermingsautoriteit (contact@apd-gba.be).",
        Language.DE: "Sie können Berichtigung, Löschung oder Einschränkung verlangen oder widersprechen und sich bei"
        " der Datenschutzbehörde beschweren (contact@apd-gba.be).",
        Language.EN: "You may ask for rectification, erasure or restriction, or object, and lodge a complaint with the"
        " Data Protection Authority (contact@apd-gba.be).",
    }
)
RECIPIENTS = ("Mailgun", "OVH")
"""Who works for Smoall on such data (register sheets B1 and B2)."""
