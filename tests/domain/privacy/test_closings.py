"""The letter that closes a case."""

from datetime import date
from uuid import UUID

import pytest

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.closings import closing_text
from smoall.domain.privacy.subject_request import RequestChannel, RequestKind, SubjectRequest


@pytest.mark.parametrize("kind", RequestKind)
@pytest.mark.parametrize("language", Language)
def test_it_tells_both_days_the_article_and_where_to_complain_and_names_nobody(
    kind: RequestKind, language: Language
) -> None:
    request = SubjectRequest(
        id=UUID(int=1),
        kind=kind,
        person_name="Xenia",
        person_email=None,
        person_phone=None,
        contact_id=None,
        language=language,
        channel=RequestChannel.LETTER,
        received_on=date(2026, 11, 2),
        due_on=date(2026, 12, 2),
    )
    letter = closing_text(request, language, done=date(2026, 11, 26))
    for part in ("02/11/2026", "26/11/2026", "contact@apd-gba.be"):
        assert part in letter
    assert "art. " in letter.lower()
    assert "Xenia" not in letter
    assert "{" not in letter
