"""The statements that gather what a record's term depends on, objects that are alike in all of it counted as one.

``$1`` is the organisation, ``$2`` the objects asked about (NULL: all).
"""


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Europe/Brussels')::date"


_SENDING = "v.state IN ('QUEUED', 'ATTEMPTING')"

_FAMILY = f"""
doc AS (
    SELECT id, coalesce(credits_id, id) AS root, company_id, issued_on, balance FROM document
    WHERE organisation_id = $1 AND ($2::uuid[] IS NULL OR coalesce(credits_id, id) = ANY ($2))
), paid AS (
    SELECT doc.root, max(p.received_on) AS received FROM doc
    JOIN allocation a ON a.organisation_id = $1 AND a.document_id = doc.id
    JOIN payment p ON p.organisation_id = $1 AND p.id = a.payment_id GROUP BY doc.root
), sending AS (
    SELECT DISTINCT doc.root FROM doc JOIN delivery v ON v.organisation_id = $1 AND v.document_id = doc.id
    WHERE {_SENDING}
), held AS (
    SELECT root, array_agg(hold ORDER BY hold) AS holds FROM held_documents($1, $2) GROUP BY root
)"""

DOCUMENTS = f"""
WITH {_FAMILY}, one AS (
    SELECT root, max(issued_on) AS dated, bool_or(balance <> 0) AS open, bool_or(issued_on IS NULL) AS draft,
        bool_or(id = root AND issued_on IS NOT NULL) AS issued FROM doc GROUP BY root
)
SELECT one.dated, paid.received, one.open, one.draft, sending.root IS NOT NULL AS sending, held.holds,
    count(*) AS n, coalesce(array_agg(one.root ORDER BY one.root) FILTER (WHERE one.dated < $3), '{{}}') AS ids
FROM one LEFT JOIN paid ON paid.root = one.root LEFT JOIN sending ON sending.root = one.root
LEFT JOIN held ON held.root = one.root
WHERE one.issued GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2
"""
"""``$3``: no invoice dated from that day on can be over."""

PAYMENTS = """
WITH needed AS (
    SELECT a.payment_id FROM allocation a JOIN document d ON d.organisation_id = $1 AND d.id = a.document_id
    LEFT JOIN unnest($4::uuid[]) AS going (root) ON going.root = coalesce(d.credits_id, d.id)
    WHERE a.organisation_id = $1 AND going.root IS NULL AND ($2::uuid[] IS NULL OR a.payment_id = ANY ($2))
    GROUP BY 1
)
SELECT p.received_on AS dated, p.unallocated > 0 AS open, needed.payment_id IS NOT NULL AS needed, held.holds,
    count(*) AS n, coalesce(array_agg(p.id ORDER BY p.id) FILTER (WHERE p.received_on < $3), '{}') AS ids
FROM payment p LEFT JOIN needed ON needed.payment_id = p.id
LEFT JOIN LATERAL (
    SELECT array_agg(h.id ORDER BY h.id) AS holds FROM legal_hold h
    WHERE h.organisation_id = $1 AND h.released_at IS NULL AND (h.scope = 'PAYMENT' AND h.target_id = p.id
        OR h.scope = 'PERIOD' AND p.received_on BETWEEN coalesce(h.from_day, '-infinity')
            AND coalesce(h.to_day, 'infinity'))
) held ON true
WHERE p.organisation_id = $1 AND ($2::uuid[] IS NULL OR p.id = ANY ($2))
GROUP BY 1, 2, 3, 4 ORDER BY 1
"""
"""``$4``: invoices that go first, which then need no payment."""

_RELATIONS = f"""
whose AS (
    SELECT c.* FROM company c WHERE c.organisation_id = $1
    AND ($2::uuid[] IS NULL OR c.id = ANY ($2)
        OR c.id IN (SELECT company_id FROM contact WHERE organisation_id = $1 AND id = ANY ($2)))
), docs AS (
    SELECT d.company_id, max(greatest({_day("d.created_at")}, d.issued_on)) AS last,
        bool_or(d.issued_on IS NOT NULL) AS issued,
        bool_or(d.balance <> 0) AS open FROM document d JOIN whose ON whose.id = d.company_id
    WHERE d.organisation_id = $1 GROUP BY 1
), sent AS (
    SELECT d.company_id, max({_day("v.created_at")}) AS last, bool_or({_SENDING}) AS sending
    FROM document d JOIN whose ON whose.id = d.company_id
    JOIN delivery v ON v.organisation_id = $1 AND v.document_id = d.id
    WHERE d.organisation_id = $1 GROUP BY 1
), paid AS (
    SELECT d.company_id, max(p.received_on) AS last FROM document d JOIN whose ON whose.id = d.company_id
    JOIN allocation a ON a.organisation_id = $1 AND a.document_id = d.id
    JOIN payment p ON p.organisation_id = $1 AND p.id = a.payment_id
    WHERE d.organisation_id = $1 GROUP BY 1
), known AS (
    SELECT k.company_id, max({_day("k.created_at")}) AS last, bool_or(r.contact_id IS NOT NULL) AS asked,
        bool_or(k.restricted_since IS NOT NULL AND k.name <> '') AS restricted
    FROM contact k JOIN whose ON whose.id = k.company_id
    LEFT JOIN (SELECT DISTINCT contact_id FROM subject_request WHERE organisation_id = $1 AND closed_at IS NULL) r
        ON r.contact_id = k.id
    WHERE k.organisation_id = $1 GROUP BY 1
), review AS (
    SELECT DISTINCT ON (company_id) company_id, kept_until FROM prospect_review
    WHERE organisation_id = $1 ORDER BY company_id, reviewed_at DESC, id DESC
), hold AS (
    SELECT d.company_id, h.hold AS id FROM held_documents($1, NULL) h
    JOIN document d ON d.organisation_id = $1 AND d.id = h.root
    UNION SELECT c.id, h.id FROM legal_hold h JOIN company c ON c.organisation_id = $1
        AND (h.scope = 'COMPANY' AND h.target_id = c.id
            OR h.scope = 'PERIOD' AND h.from_day IS NULL AND h.to_day IS NULL)
        WHERE h.organisation_id = $1 AND h.released_at IS NULL
), on_contact AS (
    SELECT k.company_id, k.id AS contact_id, h.id FROM legal_hold h
    JOIN contact k ON k.organisation_id = $1 AND k.id = h.target_id
    WHERE h.organisation_id = $1 AND h.scope = 'CONTACT' AND h.released_at IS NULL
), relation AS (
    SELECT c.id, greatest({_day("c.created_at")}, c.dealt_on, docs.last, sent.last, paid.last, known.last) AS dated,
        coalesce(docs.issued, false) OR c.dealt_on IS NOT NULL AS issued, coalesce(docs.open, false) AS open,
        coalesce(sent.sending, false) AS sending, coalesce(known.asked, false) AS asked,
        docs.company_id IS NOT NULL AS needed, c.opposed_since IS NOT NULL AS opposed,
        c.restricted_since IS NOT NULL AND c.erased_at IS NULL AS restricted,
        coalesce(known.restricted, false) AS restricted_people,
        EXISTS (SELECT FROM tenant t WHERE t.id = c.id AND t.erased_at IS NULL) AS subscribed,
        review.company_id IS NOT NULL AS reviewed, review.kept_until
    FROM whose c LEFT JOIN docs ON docs.company_id = c.id LEFT JOIN sent ON sent.company_id = c.id
    LEFT JOIN paid ON paid.company_id = c.id LEFT JOIN known ON known.company_id = c.id
    LEFT JOIN review ON review.company_id = c.id
)"""

COMPANIES = f"""
WITH {_RELATIONS}
SELECT r.dated, r.issued, r.open, r.sending, r.asked, r.needed, r.opposed, r.subscribed, r.reviewed, r.kept_until,
    r.restricted OR r.restricted_people AS restricted, held.holds, count(*) AS n, array_agg(r.id ORDER BY r.id) AS ids
FROM relation r LEFT JOIN (
    SELECT company_id, array_agg(DISTINCT id ORDER BY id) AS holds
    FROM (SELECT company_id, id FROM hold UNION SELECT company_id, id FROM on_contact) every GROUP BY 1
) held ON held.company_id = r.id
WHERE $2::uuid[] IS NULL OR r.id = ANY ($2)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ORDER BY 1
"""

CONTACTS = f"""
WITH {_RELATIONS}
SELECT r.dated, r.issued, r.open, r.sending, q.contact_id IS NOT NULL AS asked, false AS needed, false AS opposed,
    r.subscribed, r.reviewed, r.kept_until, r.restricted OR k.restricted_since IS NOT NULL AS restricted, held.holds,
    count(*) AS n, array_agg(k.id ORDER BY k.id) AS ids
FROM contact k JOIN relation r ON r.id = k.company_id
LEFT JOIN (SELECT DISTINCT contact_id FROM subject_request WHERE organisation_id = $1 AND closed_at IS NULL) q
    ON q.contact_id = k.id
LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT id ORDER BY id) AS holds FROM (
        SELECT id FROM hold WHERE hold.company_id = k.company_id
        UNION SELECT id FROM on_contact WHERE on_contact.contact_id = k.id) every
) held ON true
WHERE k.organisation_id = $1 AND k.name <> '' AND ($2::uuid[] IS NULL OR k.id = ANY ($2))
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ORDER BY 1
"""

PROSPECTS = f"""
WITH {_RELATIONS}
SELECT r.id AS company_id, c.name, r.dated AS last_dealing_on, last.kept_until, last.reason,
    (SELECT count(*) FROM contact k WHERE k.organisation_id = $1 AND k.company_id = r.id AND k.name <> '') AS contacts
FROM relation r JOIN company c ON c.organisation_id = $1 AND c.id = r.id
LEFT JOIN LATERAL (SELECT kept_until, reason FROM prospect_review p WHERE p.organisation_id = $1
    AND p.company_id = r.id ORDER BY p.reviewed_at DESC, p.id DESC LIMIT 1) last ON true
ORDER BY r.dated, r.id
"""

PARTS = """
WITH family AS (
    SELECT id FROM document WHERE organisation_id = $1 AND coalesce(credits_id, id) = ANY ($2)
)
""" + " UNION ALL ".join(
    f"SELECT '{table}' AS name, count(*) AS n FROM {table} t JOIN family f ON f.id = t.{column}"
    " WHERE t.organisation_id = $1"
    for table, column in (
        ("document", "id"),
        *((name, "document_id") for name in ("document_line", "document_discount", "document_vat", "document_file")),
        *((name, "document_id") for name in ("delivery", "allocation", "document_restriction")),
    )
)

LOCKS = {
    "document": "SELECT id FROM document WHERE organisation_id = $1 AND coalesce(credits_id, id) = ANY ($2)"
    " ORDER BY id FOR UPDATE",
    "payment": "SELECT id FROM payment WHERE organisation_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE",
    "contact": "SELECT id FROM contact WHERE organisation_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE",
    "company": "SELECT id FROM company WHERE organisation_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE",
}

COMPANIES_GO = """
WITH going AS (
    SELECT id FROM company c WHERE organisation_id = $1 AND id = ANY ($2) AND NOT EXISTS (
        SELECT FROM document d WHERE d.organisation_id = $1 AND d.company_id = c.id)
), counted AS (
    SELECT (SELECT count(*) FROM contact k JOIN going g ON g.id = k.company_id WHERE k.organisation_id = $1) AS contact,
        (SELECT count(*) FROM prospect_review r JOIN going g ON g.id = r.company_id WHERE r.organisation_id = $1)
            AS prospect_review,
        (SELECT count(*) FROM marketing_statement m JOIN contact k ON k.organisation_id = $1 AND k.id = m.contact_id
            JOIN going g ON g.id = k.company_id WHERE m.organisation_id = $1) AS marketing_statement
), gone AS (
    DELETE FROM company WHERE organisation_id = $1 AND id IN (SELECT id FROM going) RETURNING id
)
SELECT counted.*, coalesce((SELECT array_agg(id) FROM gone), '{}') AS ids FROM counted
"""
"""A company to which a document refers stays, as a restored backup may hold one that is gone since."""
