"""What a person reads whose form was not taken."""

from smoall.domain.kernel.language import Language
from smoall.infra.http.forms import BadForm
from smoall.infra.http.pages.signing_in import Say
from smoall.infra.http.pages.words import words


def explain(bad: BadForm, say: Say, language: Language) -> str:
    """How to mend what they typed, or to begin again where that is not what was wrong."""
    return say(bad.code, {}, language) if bad.code else words(language)["form_bad"]
