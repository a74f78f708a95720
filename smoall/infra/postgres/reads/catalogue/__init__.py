"""Where each field of the schema lies. A test walks the schema and refuses a readable field that is missing here."""

from smoall.infra.postgres.reads.catalogue import (
    billing,
    breaches,
    credentials,
    customers,
    documents,
    oauth,
    operations,
    organisations,
    payments,
    people,
    retention,
    sub_processors,
    subjects,
)
from smoall.infra.postgres.reads.catalogue.words import columns, money
from smoall.infra.postgres.reads.model import ById, Entity, Expr, Filter, Inside, Many, One, Pages, Rows

CATALOGUE: dict[str, Entity] = {
    "Query": Entity(
        "",
        {
            "viewer": Inside(
                {
                    "user": One("User", "{c}.id = {user}"),
                    "organisation": One("Organisation", "true"),
                    "role": Expr("(select role from membership where organisation_id = {org} and user_id = {user})"),
                    "permissions": people.PERMISSIONS_NOW,
                    "memberships": people.OWN_MEMBERSHIPS,
                }
            ),
            "sessions": Pages("OpenSession"),
            "myConsents": people.MY_CONSENTS,
            "members": Pages("Membership"),
            "invitations": Pages("Invitation"),
            "organisation": One("Organisation", "true"),
            "company": ById("Company"),
            "companies": Pages("Company"),
            "contacts": Pages("Contact"),
            "invoice": ById("Invoice"),
            "invoices": Pages("Invoice"),
            "creditNote": ById("CreditNote"),
            "creditNotes": Pages("CreditNote"),
            "delivery": ById("Delivery"),
            "deliveries": Pages("Delivery"),
            "payment": ById("Payment"),
            "payments": Pages("Payment"),
            **credentials.QUERIES,
            "journals": Many("Journal", "true", "{c}.ordinal"),
            "oauthApps": Many("OAuthApp", "{c}.revoked_at is null", "{c}.name, {c}.id"),
            "jobs": Pages("Job"),
            "subjectRequests": Pages("SubjectRequest"),
            "breaches": Pages("Breach"),
            "subProcessorChanges": Pages("SubProcessorChange"),
            "legalHolds": Pages("LegalHold"),
            "purgeRuns": Pages("PurgeRun"),
            "subscription": One("OrganisationSubscription", "true"),
            "auditTrail": Pages("AuditEntry", arguments={"object": Filter("{t}.object_id", "text")}),
            "salesByMonth": Rows(
                # Grouped by a moment and written as text afterwards: a fifth cheaper than grouping by the text.
                "select to_char(m.month, 'YYYY-MM') as month, m.state, m.currency, m.count, m.net, m.vat, m.gross,"
                " m.credited, m.balance from (select date_trunc('month', d.issued_on::timestamp) as month,"
                " d.state, d.currency, count(*) as count, sum(d.net) as net, sum(d.vat) as vat, sum(d.gross) as gross,"
                " sum(d.credited) as credited, sum(d.balance) as balance from document d"
                " where d.issued_on is not null and {where}"
                " group by 1, 2, 3 order by 1, 2, 3) m",
                "Invoice",
                {
                    **columns("month", "state", "count"),
                    **{name: money("{t}." + name) for name in ("net", "vat", "gross", "credited", "balance")},
                },
            ),
        },
        tenant=False,
    ),
    **people.ENTITIES,
    **credentials.ENTITIES,
    **organisations.ENTITIES,
    **customers.ENTITIES,
    **documents.ENTITIES,
    **payments.ENTITIES,
    **operations.ENTITIES,
    **billing.ENTITIES,
    **oauth.ENTITIES,
    **retention.ENTITIES,
    **subjects.ENTITIES,
    **breaches.ENTITIES,
    **sub_processors.ENTITIES,
}
