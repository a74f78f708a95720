"""From a rule's place in the standard (``BG-25[2]/BT-129``) to the field of our API (``lines[1].quantity``)."""

import re

_LINE = {
    "BT-126": "",
    "BT-129": "quantity",
    "BT-130": "unit",
    "BT-131": "quantity",
    "BT-146": "unitPrice",
    "BT-151": "vat.category",
    "BT-152": "vat.rate",
    "BT-153": "description",
    "BT-154": "description",
}
_DISCOUNT = {"BT-92": "amount", "BT-94": "percent", "BT-95": "vat.category", "BT-96": "vat.rate", "BT-97": "reason"}
_DOCUMENT = {
    "BT-2": "issuedOn",
    "BT-5": "currency",
    "BT-9": "paymentTermDays",
    "BT-10": "buyerReference",
    "BT-22": "note",
    "BG-1": "note",
    "BT-72": "deliveredOn",
    "BG-13": "deliveredOn",
    "BT-80": "deliveryCountry",
    "BG-15": "deliveryCountry",
    "BG-23": "lines",
    **dict.fromkeys(("BG-4", "BG-5", "BG-16", "BT-27", "BT-30", "BT-31", "BT-34", "BT-40", "BT-84"), "organisation"),
    **dict.fromkeys(("BG-8", "BT-44", "BT-47", "BT-48", "BT-49", "BT-55"), "customer"),
}
_OF_RULE = {
    "BR-09": "organisation",
    "BR-11": "customer",
    "BR-25": "description",
    "BR-CL-22": "exemptionReason",
    "BR-CL-23": "unit",
    "BR-33": "reason",
    "PEPPOL-EN16931-CL007": "currency",
}
_IDENTIFIED = re.compile(r"BR-(S|Z|E|AE|IC|G|O)-0[234]")
_RATED = re.compile(r"BR-(S|Z|E|AE|IC|G|O)-0[567]")
_MIXED = re.compile(r"BR-O-1[1-4]")
_REASON = re.compile(r"PEPPOL-EN16931-P01(0[4-9]|1[01])")
_ITEM = re.compile(r"(BG-25|BG-20)(?:\[(\d+)\])?(?:/(BT-\d+))?")
_ELEMENT = re.compile(r"/\w+/cac:(\w+)(?:\[(\d+)\])?.*")


def field_of(rule_id: str, path: str, detail: str) -> str:
    """The API path of a finding, empty where none is clear; ``detail`` tells which party lacks an identifier."""
    if _IDENTIFIED.fullmatch(rule_id):
        return "customer" if detail.startswith("the buyer") else "organisation"
    if _REASON.fullmatch(rule_id):
        return "exemptionReason"
    if element := _ELEMENT.fullmatch(path):
        return _OF_RULE.get(rule_id) or _element(*element.groups())
    if item := _ITEM.fullmatch(path):
        return _item(rule_id, *item.groups())
    return _OF_RULE.get(rule_id) or _DOCUMENT.get(path.partition("[")[0].partition("/")[0], "")


def _element(name: str, number: str | None) -> str:
    if name == "AllowanceCharge":
        return f"discounts[{int(number or 1) - 1}]"
    return {"AccountingCustomerParty": "customer", "AccountingSupplierParty": "organisation"}.get(name, "")


def _item(rule_id: str, kind: str, number: str | None, term: str | None) -> str:
    if rule_id == "BR-16":
        return "lines"
    place = f"{'lines' if kind == 'BG-25' else 'discounts'}[{int(number or 1) - 1}]"
    field = _field_of_item(rule_id) or (_LINE if kind == "BG-25" else _DISCOUNT).get(term or "", "")
    return f"{place}.{field}" if field else place


def _field_of_item(rule_id: str) -> str:
    if _RATED.fullmatch(rule_id):
        return "vat.rate"
    return "vat.category" if _MIXED.fullmatch(rule_id) else _OF_RULE.get(rule_id, "")
