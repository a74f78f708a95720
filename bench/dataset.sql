-- 50 organisations, 20 000 companies, 200 000 issued invoices, 1 000 000 lines: no chance in it, every run makes the same.
-- Organisation 0 holds half of everything (100 000 invoices: 2 000 pages of 50), the other 49 share the rest.
-- Run by the superuser. Triggers rest meanwhile, so that the ledger's columns can be written at once.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';

CREATE FUNCTION pg_temp.made(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT ('01930000-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

-- A number that looks drawn: 0 … below.
CREATE FUNCTION pg_temp.drawn(n bigint, salt int, below int) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT (((n * 2654435761 + salt * 40503) % 4294967291 * 48271 % 2147483647) % below)::int $$;

INSERT INTO user_account (id, email, name, password_hash, language, source, created_at)
SELECT pg_temp.made(1, n), 'person' || n || '@example.be', 'Person ' || n, 'none', 'FR', 'SELF', '2024-01-01'
FROM generate_series(0, 49) n;

INSERT INTO tenant SELECT pg_temp.made(0, n), '2024-01-01' FROM generate_series(0, 49) n;

INSERT INTO organisation (organisation_id, name, enterprise_number, vat_number, street, postal_code, city, country, iban,
    email, language, created_at)
SELECT pg_temp.made(0, n), 'Atelier ' || n, '0403170701', 'BE0403170701', 'Rue Haute ' || n, '1000', 'Bruxelles', 'BE',
    'BE68539007547034', 'info' || n || '@example.be', 'FR', '2024-01-01'
FROM generate_series(0, 49) n;

INSERT INTO membership SELECT pg_temp.made(0, n), pg_temp.made(1, n), 'OWNER', '2024-01-01' FROM generate_series(0, 49) n;
INSERT INTO audit_actor SELECT pg_temp.made(0, n), pg_temp.made(2, n), pg_temp.made(1, n) FROM generate_series(0, 49) n;
INSERT INTO audit_head SELECT pg_temp.made(0, n), 0, decode(repeat('00', 32), 'hex') FROM generate_series(0, 49) n;
-- Of the kind that no idle hours end: the data is kept for weeks.
INSERT INTO session (token_hash, id, kind, user_id, organisation_id, role, created_at, seen_at, expires_at, ends_at)
SELECT sha256(convert_to('smo_bench_' || n, 'UTF8')), pg_temp.made(14, n), 'API_KEY', pg_temp.made(1, n), pg_temp.made(0, n),
    'OWNER', '2024-01-01', now(), '2124-01-01', '2124-01-01'
FROM generate_series(0, 49) n;

INSERT INTO journal (organisation_id, id, code, kind, ordinal, pattern)
SELECT pg_temp.made(0, n), pg_temp.made(3, n), 'SALES', 'INVOICE', 0, '{year}-{number:4}' FROM generate_series(0, 49) n
UNION ALL
SELECT pg_temp.made(0, n), pg_temp.made(4, n), 'CREDIT', 'CREDIT_NOTE', 1, 'CN{year}-{number:4}' FROM generate_series(0, 49) n;

INSERT INTO company (organisation_id, id, name, enterprise_number, vat_number, language, street, postal_code, city, country,
    email, created_at)
SELECT pg_temp.made(0, CASE WHEN n < 10000 THEN 0 ELSE 1 + (n - 10000) % 49 END), pg_temp.made(5, n),
    'Klant ' || n || ' "' || chr(233) || '" BV', '0201310929', 'BE0201310929', 'NL', 'Meir ' || n % 300, '2000', 'Antwerpen', 'BE',
    'klant' || n || '@example.be', '2024-01-01'::timestamptz + n * interval '1 second'
FROM generate_series(0, 19999) n;

-- Every invoice: whose it is (o), its place in the organisation (i) and in its fiscal year (s), how many that year has.
CREATE TEMP TABLE invoice AS
SELECT n, o, i, count AS whole, 2024 + (i * 2 / count) AS year, i - (i * 2 / count) * count / 2 + 1 AS s,
    date '2024-01-01' + (i * 730 / count)::int AS day,
    CASE WHEN o = 0 THEN pg_temp.drawn(n, 1, 10000) ELSE 10000 + (o - 1) + 49 * pg_temp.drawn(n, 1, 204) END AS c
FROM (SELECT n, CASE WHEN n < 100000 THEN 0 ELSE 1 + (n - 100000) % 49 END AS o,
             CASE WHEN n < 100000 THEN n ELSE (n - 100000) / 49 END AS i,
             CASE WHEN n < 100000 THEN 100000 ELSE 2040 END AS count
      FROM generate_series(0, 199999) n) places;
UPDATE invoice SET year = 2025, s = i - whole / 2 + 1, day = least(greatest(day, date '2025-01-01'), date '2025-12-31') WHERE year > 2024;
UPDATE invoice SET day = least(day, date '2024-12-31') WHERE year = 2024;

CREATE TEMP TABLE line AS
SELECT v.n, v.o, p AS position, 1 + pg_temp.drawn(v.n * 8 + p, 2, 9) AS quantity,
    (1000 + pg_temp.drawn(v.n * 8 + p, 3, 20000)) / 100.0::numeric(14, 2) AS unit_price,
    CASE WHEN pg_temp.drawn(v.n * 8 + p, 4, 10) = 0 THEN 10 ELSE 0 END AS discount_percent,
    CASE WHEN p = 5 THEN 6 ELSE 21 END AS rate
FROM invoice v, generate_series(1, 5) p;

INSERT INTO document_line (organisation_id, document_id, position, description, quantity, unit, unit_price, discount_percent,
    vat_category, vat_rate, net)
SELECT pg_temp.made(0, o), pg_temp.made(6, n), position, 'Travail ' || n || ', partie ' || position, quantity, 'C62',
    round(unit_price, 2), discount_percent, 'STANDARD', rate, round(quantity * unit_price * (100 - discount_percent) / 100, 2)
FROM line ORDER BY n, position;

INSERT INTO document_vat (organisation_id, document_id, position, vat_category, vat_rate, base, amount)
SELECT pg_temp.made(0, o), pg_temp.made(6, n), CASE rate WHEN 21 THEN 1 ELSE 2 END, 'STANDARD', rate, base,
    round(base * rate / 100, 2)
FROM (SELECT n, o, rate, sum(round(quantity * unit_price * (100 - discount_percent) / 100, 2)) AS base
      FROM line GROUP BY n, o, rate) g ORDER BY n, rate DESC;

INSERT INTO document (organisation_id, id, kind, company_id, currency, language, payment_term_days, lines_total,
    discounts_total, net, vat, gross, journal_id, fiscal_year, sequence_number, number, structured_communication, issued_on,
    due_on, issued_at, seller, buyer, mentions, paid, credited, created_at, version)
SELECT pg_temp.made(0, o), pg_temp.made(6, n), 'INVOICE', pg_temp.made(5, c), 'EUR', 'FR', 30, net, 0, net, vat, net + vat,
    pg_temp.made(3, o), year, s, year || '-' || lpad(s::text, greatest(4, length(s::text)), '0'),
    ten || lpad((CASE WHEN ten::bigint % 97 = 0 THEN 97 ELSE ten::bigint % 97 END)::text, 2, '0'), day, day + 30,
    day + interval '12 hours', jsonb_build_object('name', 'Atelier ' || o, 'enterprise_number', '0403170701', 'address',
        jsonb_build_object('street', 'Rue Haute 1', 'postal_code', '1000', 'city', 'Bruxelles', 'country', 'BE')),
    jsonb_build_object('name', 'Klant ' || c, 'enterprise_number', '0201310929', 'address',
        jsonb_build_object('street', 'Meir 1', 'postal_code', '2000', 'city', 'Antwerpen', 'country', 'BE')),
    '{}', CASE WHEN luck < 50 THEN net + vat WHEN luck < 60 THEN round((net + vat) / 2, 2) ELSE 0 END,
    CASE WHEN luck >= 95 THEN net + vat ELSE 0 END, day + interval '11 hours' + i * interval '1 microsecond', 2
FROM (SELECT v.*, lpad((year % 100)::text, 2, '0') || '0' || lpad(s::text, 7, '0') AS ten, pg_temp.drawn(v.n, 5, 100) AS luck,
             t.net, t.vat
      FROM invoice v JOIN (SELECT document_id, sum(base) AS net, sum(amount) AS vat FROM document_vat GROUP BY 1) t
          ON t.document_id = pg_temp.made(6, v.n)) d
ORDER BY n;

INSERT INTO sequence (organisation_id, journal_id, fiscal_year, last_number, last_issued_on)
SELECT organisation_id, journal_id, fiscal_year, max(sequence_number), max(issued_on) FROM document GROUP BY 1, 2, 3;

RESET session_replication_role;
VACUUM ANALYZE;
