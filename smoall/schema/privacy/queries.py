"""What anybody may know, signed in or not: the officer, the sub-processors, the privacy notice."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Any

import strawberry

from smoall.domain.kernel.language import Language
from smoall.domain.privacy.sub_processors import SUB_PROCESSORS
from smoall.schema.context import Info
from smoall.schema.performing import asked, shown


async def dpo_contact(info: Info) -> Any:
    """The officer."""
    officer = info.context.services.officer
    return shown(asked(info, "DpoContact"), {"name": officer.name, "email": officer.email, "phone": officer.phone})


async def sub_processors(info: Info) -> Any:
    """Who works for Smoall, under which protection today."""
    today = datetime.now(UTC).date()
    found = [
        {
            "name": one.name,
            "activity": one.activity,
            "sheets": list(one.sheets),
            "mechanism": one.mechanism,
            "validFrom": one.valid_from,
            "validTo": one.valid_to,
            "agreementSignedOn": one.agreement_signed_on,
            "keepsNothing": one.keeps_nothing,
            "isConfirmed": one.is_confirmed(on=today),
        }
        for one in SUB_PROCESSORS
    ]
    return shown(asked(info, "SubProcessor"), found)


async def privacy_notice(
    info: Info,
    language: Annotated[Language, strawberry.argument(description="The language of the text.")] = Language.EN,
) -> Any:
    """The notice in force."""
    notice = info.context.services.notice
    text = notice.texts[language]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return shown(asked(info, "PrivacyNotice"), {"version": notice.version, "text": text, "textSha256": digest})
