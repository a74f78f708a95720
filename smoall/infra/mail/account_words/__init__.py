"""The words of Smoall's own letters, one module per language."""

from collections.abc import Mapping

from smoall.domain.kernel.language import Language
from smoall.infra.mail.account_words import de, en, fr, nl
from smoall.infra.mail.account_words.shape import Labels, Words

LABELS: Mapping[Language, Labels] = {
    Language.FR: fr.LABELS,
    Language.NL: nl.LABELS,
    Language.DE: de.LABELS,
    Language.EN: en.LABELS,
}
LETTERS: Mapping[Language, Mapping[str, Words]] = {
    Language.FR: fr.LETTERS,
    Language.NL: nl.LETTERS,
    Language.DE: de.LETTERS,
    Language.EN: en.LETTERS,
}
