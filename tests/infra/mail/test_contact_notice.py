"""The notice in the first letter to a contact: who, why, from where, how long, which rights; in four languages."""

from dataclasses import fields, replace

import pytest

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.bases import LegalBasis
from smoall.infra.mail.contact_notice import NOTICE_WORDS, NoticeWords, notice_text
from smoall.infra.mail.invoice_letter import invoice_letter
from smoall.usecases.mail import MailAddress
from smoall.usecases.privacy.objection.notice import ContactNotice
from tests.builders import buyer, content, issued_document, line, seller
from tests.infra.mail.letters import DELIVERY

NOTICE = ContactNotice("TENANT_USER", LegalBasis.CONTRACT, "https://smoall.example/o/abc.smo_def")


@pytest.mark.parametrize("language", Language)
def test_both_forms_of_the_letter_hold_all_of_the_notice(language: Language) -> None:
    document = issued_document(content(line(), language=language), buyer=buyer())
    letter = invoice_letter(
        document,
        delivery_id=DELIVERY,
        recipient=MailAddress("jan@inkt.example"),
        reply_to=None,
        pdf=b"",
        ubl=b"",
        notice=NOTICE,
    )
    shown = notice_text(NOTICE, document.seller, language)
    for part in (shown.title, *shown.paragraphs, shown.objecting, NOTICE.link):
        assert part in letter.text
        assert part.replace("&", "&amp;") in letter.html


@pytest.mark.parametrize("basis", LegalBasis)
@pytest.mark.parametrize("language", Language)
def test_each_basis_and_source_is_told_in_words(language: Language, basis: LegalBasis) -> None:
    words = NOTICE_WORDS[language]
    for source in (*words.sources, "SOMETHING_NEW"):
        text = " ".join(notice_text(replace(NOTICE, basis=basis, source=source), seller(), language).paragraphs)
        assert words.bases[basis] in text
        assert words.sources.get(source, words.unknown_source) in text
        assert seller().name in text
        assert "{" not in text


def test_each_language_says_it_in_its_own_words() -> None:
    for field in fields(NoticeWords):
        assert len({str(getattr(words, field.name)) for words in NOTICE_WORDS.values()}) == len(Language)
