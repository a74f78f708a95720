"""What is said about a code, in the reader's language: what is wrong, and how to mend it.

The wordings are data in ``wording/``; a test verifies that every code that the domain, a use case or an adapter raises
has one there.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from smoall.domain.kernel.language import Language
from smoall.schema.wording import (
    access,
    accounts,
    billing,
    breaches,
    credentials,
    dealings,
    documents,
    general,
    mail,
    numbers,
    oauth,
    objection,
    privacy,
    providers,
    retention,
    sub_processors,
    subjects,
    values,
)

_PLACEHOLDER = re.compile(r"\{(\{[a-z0-9:]+\})\}|\{([a-z]+)\}")  # {{year}} is the text "{year}"
_MISSING = "…"
_LANGUAGES = (Language.FR, Language.NL, Language.DE, Language.EN)
_ALL = (
    *(general.TEXTS, values.TEXTS, numbers.TEXTS, documents.TEXTS, dealings.TEXTS, access.TEXTS),
    *(accounts.TEXTS, credentials.TEXTS, oauth.TEXTS, billing.TEXTS, privacy.TEXTS, mail.TEXTS, providers.TEXTS),
    objection.TEXTS,
    retention.TEXTS,
    subjects.TEXTS,
    breaches.TEXTS,
    sub_processors.TEXTS,
)

TEXTS: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {code: dict(zip(_LANGUAGES, texts, strict=True)) for part in _ALL for code, texts in part.items()}
)


def message(code: str, values: Mapping[str, str], language: Language) -> str:
    """The text of ``code`` with its ``{placeholders}`` filled from ``values``; the code itself when it has no text.

    Never raises: a value that is missing reads "…", one that is not asked for is left out.
    """
    texts = TEXTS.get(code)
    if texts is None:
        return code
    return _PLACEHOLDER.sub(lambda found: found[1] or values.get(found[2], _MISSING), texts[language])
