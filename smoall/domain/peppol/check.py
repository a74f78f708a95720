"""What stands in the way of sending a document by Peppol, before it is issued."""

from smoall.domain.kernel.errors import Finding, Severity
from smoall.domain.kernel.party import Party
from smoall.domain.peppol.participant import peppol_endpoint


def check_peppol(seller: Party, *, buyer: Party) -> tuple[Finding, ...]:
    """Say which party has no address in the Peppol network (PEPPOL-EN16931-R020 seller, R010 buyer).

    They are warnings: a private person has none, and their invoice is issued and mailed all the same. As long as one
    stands, :func:`smoall.domain.peppol.bis3.write_ubl` writes plain EN 16931, and Peppol must not be used to send.
    """
    missing = (
        (seller, "organisation", "PEPPOL-EN16931-R020"),
        (buyer, "customer", "PEPPOL-EN16931-R010"),
    )
    return tuple(
        Finding("NO_PEPPOL_ADDRESS", path, rule_id, Severity.WARNING, {"name": party.name})
        for party, path, rule_id in missing
        if peppol_endpoint(party) is None
    )
