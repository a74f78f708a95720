"""The published rules of EN 16931 and Peppol BIS Billing 3.0, run by mock-einvoice (core 1.3.16, Peppol 3.0.21)."""

import decimal
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from mockeinvoice import validate
from mockeinvoice.model import Document, Refused
from mockeinvoice.model import Finding as Found
from mockeinvoice.rules import Rule, run, tree
from mockeinvoice.rules.calculation import Incomputable
from mockeinvoice.ubl import Node, parse_tree

from smoall.domain.kernel.errors import Finding, Severity
from smoall.domain.peppol.bis3 import CORE
from smoall.infra.peppol.fields import field_of
from smoall.infra.peppol.selection import codes_of, is_belgian_sale, peppol_rules_for, rules_for
from smoall.infra.peppol.terms import header_nodes, read_terms

_TWO_CATEGORIES = re.compile(r"could not be computed: BT-9[56] occurs")
_DIGITS = 60  # the library sums amounts in decimals of this precision


class OfficialRules:
    """The official verdict on a document, as findings with the published rule's id."""

    def check(self, ubl: bytes) -> tuple[Finding, ...]:
        """What the published rules find in a document that our own writer wrote.

        Asks only those rules that such a document can break, in about half a millisecond for five lines; a seller from
        abroad is asked all of them. Text placeholders: ``text``, the rule and what broke it, in English.
        """
        document, root = read_terms(ubl)
        if not is_belgian_sale(document):
            return self.check_all(ubl)
        with decimal.localcontext() as context:
            context.prec = _DIGITS
            return tuple(_selected(document, root))

    def check_all(self, ubl: bytes) -> tuple[Finding, ...]:
        """What all rules of its specification find in any UBL invoice or credit note, ours or received.

        A document that is no UBL invoice, or of a specification that is not known here, is one finding ``UBL_REFUSED``.
        """
        try:
            document, _, root = parse_tree(ubl)
            found = (
                tuple(run(document, "en16931", root)) if document.text("BT-24") == CORE else validate(ubl)[1].findings
            )
        except Refused as refusal:
            return (Finding("UBL_REFUSED", values={"text": refusal.reason}),)
        return tuple(_finding(one) for one in found if not _is_false_alarm(one)) + tuple(_other_schemes(root))


def _selected(document: Document, root: Element) -> Iterator[Finding]:
    for rule in rules_for(codes_of(document)):
        yield from _ask(rule, document)
    rules = peppol_rules_for(document)
    header = tree.top(header_nodes(root)) if rules else None
    for rule in rules:
        yield from _ask(rule, header)


def _ask(rule: Rule, subject: object) -> Iterator[Finding]:
    try:
        failures = list(rule.check(subject))
    except Incomputable as error:
        failures = [("", f"could not be computed: {error}")]
    for path, detail in failures:
        yield _finding(Found(rule.flag, rule.id, path or "/", f"{rule.about}: {detail}"))


def _finding(found: Found) -> Finding:
    severity = Severity.FATAL if found.level in ("fatal", "error") else Severity.WARNING
    detail = found.text.rpartition(": ")[2]
    return Finding("RULE", field_of(found.code, found.path, detail), found.code, severity, {"text": found.text})


def _walk(node: Node, keep: Callable[[Node], bool]) -> Iterator[Node]:
    if keep(node):
        yield node
    for child in node.children:
        yield from _walk(child, keep)


def _is_false_alarm(found: Found) -> bool:
    """UBL lets a discount name two VAT categories, which the official test can compute and the library cannot."""
    repeated = found.code == "REPEATED" and found.path.endswith("cac:TaxCategory[2]")
    return repeated or _TWO_CATEGORIES.search(found.text) is not None


def _other_schemes(root: Node) -> Iterator[Finding]:
    """A VAT category under a tax scheme other than VAT is none for the official test, and is for the library."""
    for category in _walk(root, lambda node: node.tag.endswith("TaxCategory")):
        scheme = [node.text for node in _walk(category, lambda node: node.tag.endswith("}ID"))][1:]
        if [text.strip().upper() for text in scheme] != ["VAT"]:
            yield Finding(
                "RULE", "lines", "BR-CO-04", values={"text": "a VAT category is not under the tax scheme VAT"}
            )
