"""What a person accepts who opens an account: the terms, the privacy notice taken note of, news only if they wish."""

from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.consent import ConsentSource, ConsentSubject
from smoall.domain.kernel.errors import Finding
from smoall.domain.kernel.language import Language
from smoall.usecases.access.consents import prove
from smoall.usecases.ports import Terms
from smoall.usecases.unit import Unit


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts in force."""

    terms: Terms
    notice: Terms


def check_texts(
    texts: Texts, *, terms_version: str | None, terms_accepted: bool, privacy_version: str | None
) -> tuple[Finding, ...]:
    """TERMS_NOT_ACCEPTED, TERMS_VERSION and PRIVACY_NOTICE_VERSION for texts that are not those in force.

    The notice needs no acceptance (GDPR art. 13: it informs); whoever names a version names the one in force.
    """
    findings: list[Finding] = []
    if not terms_accepted:
        findings.append(Finding("TERMS_NOT_ACCEPTED", "terms.accepted"))
    if terms_version != texts.terms.version:
        findings.append(Finding("TERMS_VERSION", "terms.version", values={"current": texts.terms.version}))
    if privacy_version is not None and privacy_version != texts.notice.version:
        values = {"current": texts.notice.version}
        findings.append(Finding("PRIVACY_NOTICE_VERSION", "privacyNoticeVersion", values=values))
    return tuple(findings)


async def prove_texts(
    unit: Unit,
    user_id: UUID,
    texts: Texts,
    *,
    language: Language,
    marketing: bool,
    notice_shown: bool,
    source: ConsentSource,
    remote_address: str | None,
) -> None:
    """An entry for the terms, for the notice, and for what was said about news, a no too.

    For the notice only where somebody says that it was shown, by naming its version: what is recorded is a proof
    (GDPR art. 5(2), 13), and it would prove what nobody knows.
    """
    entries = [(ConsentSubject.TERMS, texts.terms, True), (ConsentSubject.MARKETING, texts.notice, marketing)]
    if notice_shown:
        entries.insert(1, (ConsentSubject.PRIVACY_NOTICE, texts.notice, True))
    for subject, text, given in entries:
        await prove(
            unit,
            user_id,
            subject,
            given=given,
            text=text,
            language=language,
            source=source,
            remote_address=remote_address,
        )
