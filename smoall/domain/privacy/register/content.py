"""A register as plain values in one language: what the API shows, exports hold and comparisons compare."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from smoall.domain.kernel.ids import Kind, public_id
from smoall.domain.kernel.language import Language
from smoall.domain.privacy.register.edition import Purpose, Text
from smoall.domain.privacy.register.holdings import Held
from smoall.domain.privacy.register.register import Alert, Named, Register, RegisterSheet
from smoall.domain.privacy.retention import Policy, Rule
from smoall.domain.privacy.sub_processor_change import SubProcessorChange
from smoall.domain.privacy.sub_processors import SubProcessor

Content = Mapping[str, Any]


def content_of(register: Register, *, language: Language) -> Content:
    """The whole; each item of a list is known by its ``code``."""
    officer = register.officer
    return {
        "version": register.edition.version,
        "inForceFrom": register.edition.in_force_from,
        "on": register.on,
        "language": language,
        "policyVersion": register.policy.version if register.edition.generated else None,
        "officer": {"name": officer.name, "email": officer.email, "phone": officer.phone},
        "changes": [_text(one, language) for one in register.edition.changes],
        "sheets": [_sheet(one, register, language) for one in register.sheets],
        "measures": [_text(one, language) for one in register.measures],
        "alerts": [_alert(one) for one in register.alerts],
        "announced": [_announced(one, language) for one in register.announced],
    }


def _sheet(sheet: RegisterSheet, register: Register, language: Language) -> Content:
    written = sheet.processing
    return {
        "code": written.sheet,
        "role": written.role,
        "title": written.title[language],
        "controller": _named(sheet.controller),
        "processor": _named(sheet.processor) if sheet.processor else None,
        "purposes": [_purpose(one, language) for one in written.purposes],
        "people": [_text(one, language) for one in written.people],
        "recipients": [_text(one, language) for one in written.recipients],
        "sources": [_text(one, language) for one in written.sources],
        "stated": [_text(one, language) for one in written.stated],
        "retention": [_held(one, register.policy) for one in sheet.held],
        "subProcessors": [sub_processor_content(one, on=register.on) for one in sheet.sub_processors],
    }


def _text(text: Text, language: Language) -> Content:
    return {"code": text.code, "text": text.words[language]}


def _purpose(purpose: Purpose, language: Language) -> Content:
    return {**_text(purpose.said, language), "bases": list(purpose.bases)}


def _named(party: Named) -> Content:
    return {"name": party.name, "address": party.address, "number": party.number, "email": party.email}


def _held(held: Held, policy: Policy) -> Content:
    what = held.what
    return {
        "code": f"{held.table}/{what.subject}/{what.category}",
        "table": held.table,
        "columns": list(held.columns),
        "subject": what.subject,
        "category": what.category,
        "basis": what.basis,
        "retention": what.retention,
        "erasure": what.erasure,
        "isSecret": what.secret,
        "onErasure": held.on_erasure,
        "atEnd": held.at_end,
        "terms": [_term(rule) for rule in held.rules(policy)],
    }


def _term(rule: Rule) -> Content:
    return {
        "code": f"{rule.citation}/{rule.years}/{rule.days}/{rule.months}",
        "years": rule.years or None,
        "months": rule.months or None,
        "days": rule.days or None,
        "isUnlimited": rule.unlimited,
        "fromClosing": rule.from_closing,
        "datedFrom": rule.of if rule.of > date.min else None,
        "datedBefore": rule.before if rule.before < date.max else None,
        "reason": rule.reason,
        "citation": rule.citation,
    }


def _alert(alert: Alert) -> Content:
    return {
        "code": alert.code,
        "subProcessor": alert.sub_processor,
        "sheets": list(alert.sheets),
    }


def _announced(change: SubProcessorChange, language: Language) -> Content:
    return {
        "code": public_id(Kind.SUB_PROCESSOR_CHANGE, change.id),
        "kind": change.kind,
        "text": change.texts[language],
        "sheets": list(change.sheets),
        "takesEffectOn": change.takes_effect_on,
        "objectionsUntil": change.objections_until,
    }


def sub_processor_content(one: SubProcessor, *, on: date) -> Content:
    """A sub-processor, with whether a known mechanism carries it on that day."""
    return {
        "code": one.code,
        "name": one.name,
        "activity": one.activity,
        "sheets": list(one.sheets),
        "countries": list(one.countries),
        "mechanism": one.mechanism,
        "validFrom": one.valid_from,
        "validTo": one.valid_to,
        "agreementSignedOn": one.agreement_signed_on,
        "keepsNothing": one.keeps_nothing,
        "isConfirmed": one.is_confirmed(on=on),
    }
