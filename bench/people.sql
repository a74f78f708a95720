-- One organisation with 100 000 rows about its customers' people: no chance in it, every run makes the same.
-- 4 000 companies, 12 000 contacts, 16 000 documents (one in ten a draft) of 32 000 lines, 12 000 letters, 4 000 payments;
-- the 20 000 entries of its trail are written by bench/people.py, for each is chained to the one before.
-- Contact 0 is the one who is looked for: every four-hundredth document names them, in a note, in a line, as the buyer's contact.
SET session_replication_role = replica;
SET synchronous_commit = off;

CREATE FUNCTION pg_temp.made(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT ('01930000-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

-- Twelve thousand names of forty first names and three hundred surnames.
CREATE FUNCTION pg_temp.named(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN n = 0 THEN 'Xenia Canary' ELSE
    (ARRAY['Anne', 'Bart', 'Carine', 'Dirk', 'Emma', 'François', 'Griet', 'Hugo', 'Inès', 'Joris', 'Katrien', 'Lucas',
           'Marie', 'Noah', 'Olivia', 'Pieter', 'Quinten', 'Renée', 'Sofie', 'Thomas', 'Ursula', 'Victor', 'Wim', 'Xavier',
           'Yasmine', 'Zoë', 'Arthur', 'Béatrice', 'Cédric', 'Delphine', 'Elise', 'Filip', 'Geert', 'Hélène', 'Ivan', 'Julie',
           'Koen', 'Laura', 'Maxime', 'Nathalie'])[1 + n % 40] || ' ' ||
    (ARRAY['Peeters', 'Janssens', 'Maes', 'Jacobs', 'Mertens', 'Willems', 'Claes', 'Goossens', 'Wouters', 'De Smet', 'Dubois',
           'Lambert', 'Dupont', 'Martin', 'Simon'])[1 + (n / 40) % 15] || (ARRAY['', ' van den Berg', ' Leroy', ' De Clercq',
           ' Hermans', ' Michiels', ' Noël', ' Bogaert', ' Fontaine', ' Lemmens', ' Thys', ' Renard', ' Segers', ' Bodart',
           ' Verhoeven', ' Pauwels', ' Gérard', ' Hendrickx', ' Charlier', ' Aerts'])[1 + (n / 600) % 20] END $$;

INSERT INTO user_account (id, email, name, password_hash, language, source, created_at)
SELECT pg_temp.made(1, n), 'person' || n || '@example.be', 'Person ' || n, 'none', 'FR', 'SELF', '2024-01-01'
FROM generate_series(0, 1) n;
INSERT INTO tenant SELECT pg_temp.made(0, n), '2024-01-01' FROM generate_series(0, 1) n;
INSERT INTO organisation (organisation_id, name, enterprise_number, vat_number, street, postal_code, city, country, iban,
    email, language, created_at)
SELECT pg_temp.made(0, n), 'Atelier ' || n, '0403170701', 'BE0403170701', 'Rue Haute ' || n, '1000', 'Bruxelles', 'BE',
    'BE68539007547034', 'info' || n || '@example.be', 'FR', '2024-01-01'
FROM generate_series(0, 1) n;
INSERT INTO membership SELECT pg_temp.made(0, n), pg_temp.made(1, n), 'OWNER', '2024-01-01' FROM generate_series(0, 1) n;
INSERT INTO audit_actor SELECT pg_temp.made(0, n), pg_temp.made(2, n), pg_temp.made(1, n) FROM generate_series(0, 1) n;
INSERT INTO session (token_hash, id, kind, user_id, organisation_id, role, created_at, seen_at, expires_at, ends_at)
SELECT sha256(convert_to('smo_bench_' || n, 'UTF8')), pg_temp.made(14, n), 'API_KEY', pg_temp.made(1, n), pg_temp.made(0, n),
    'OWNER', '2024-01-01', now(), '2124-01-01', '2124-01-01'
FROM generate_series(0, 1) n;
INSERT INTO journal (organisation_id, id, code, kind, ordinal, pattern)
VALUES (pg_temp.made(0, 0), pg_temp.made(3, 0), 'SALES', 'INVOICE', 0, '{year}-{number:4}');

-- Company 0 has three contacts like most, company 1 has twenty.
INSERT INTO company (organisation_id, id, name, enterprise_number, vat_number, language, street, postal_code, city, country,
    email, phone, created_at)
SELECT pg_temp.made(0, 0), pg_temp.made(5, n), 'Klant ' || n || ' & Zonen BV', '0201310929', 'BE0201310929', 'NL',
    'Meir ' || n % 300, '2000', 'Antwerpen', 'BE', 'klant' || n || '@example.be', '+32 3 ' || 2000000 + n,
    '2024-01-01'::timestamptz + n * interval '1 second'
FROM generate_series(0, 3999) n;
INSERT INTO contact (organisation_id, id, company_id, name, email, phone, job_title, language, source, created_at)
SELECT pg_temp.made(0, 0), pg_temp.made(7, n),
    pg_temp.made(5, CASE WHEN n BETWEEN 3 AND 22 THEN 1 WHEN n < 3 THEN 0 ELSE 2 + n % 3998 END), pg_temp.named(n),
    CASE WHEN n = 0 THEN 'xenia@canary.example' ELSE 'contact' || n || '@klant.example' END, '+32 470 ' || 100000 + n,
    CASE n % 3 WHEN 0 THEN 'Zaakvoerder' WHEN 1 THEN 'Comptable' END, 'NL', 'TENANT_USER',
    '2024-01-01'::timestamptz + n * interval '1 second'
FROM generate_series(0, 11999) n;

-- Each document is for the company of a contact, who is named in it; every four-hundredth is contact 0's.
CREATE TEMP TABLE paper AS
SELECT n, CASE WHEN n % 400 = 0 THEN 0 ELSE n % 12000 END AS c, n % 10 = 7 OR n % 1600 = 0 AS draft, 10 + n % 500 AS net,
    date '2024-01-01' + n / 20 AS day
FROM generate_series(0, 15999) n;

INSERT INTO document_line (organisation_id, document_id, position, description, quantity, unit, unit_price, discount_percent,
    vat_category, vat_rate, net)
SELECT pg_temp.made(0, 0), pg_temp.made(6, n), p,
    CASE WHEN p = 1 THEN 'Werk zoals gevraagd door ' || pg_temp.named(c) ELSE 'Materiaal en verplaatsing, partij ' || n END,
    1, 'C62', net / 2.0, 0, 'STANDARD', 21, net / 2.0
FROM paper, generate_series(1, 2) p;

INSERT INTO document (organisation_id, id, kind, company_id, currency, language, payment_term_days, lines_total,
    discounts_total, net, vat, gross, journal_id, fiscal_year, sequence_number, number, structured_communication, issued_on,
    due_on, issued_at, seller, buyer, note, mentions, paid, credited, created_at, version)
SELECT pg_temp.made(0, 0), pg_temp.made(6, n), 'INVOICE', k.company_id, 'EUR', 'FR', 30, net, 0, net, round(net * 0.21, 2),
    net + round(net * 0.21, 2), CASE WHEN NOT draft THEN pg_temp.made(3, 0) END, CASE WHEN NOT draft THEN 2024 END,
    CASE WHEN NOT draft THEN n + 1 END, CASE WHEN NOT draft THEN '2024-' || lpad((n + 1)::text, 5, '0') END,
    CASE WHEN NOT draft THEN lpad(n::text, 12, '0') END, CASE WHEN NOT draft THEN day END, CASE WHEN NOT draft THEN day + 30 END,
    CASE WHEN NOT draft THEN day + interval '12 hours' END,
    CASE WHEN NOT draft THEN jsonb_build_object('name', 'Atelier 0', 'enterprise_number', '0403170701', 'address',
        jsonb_build_object('street', 'Rue Haute 1', 'postal_code', '1000', 'city', 'Bruxelles', 'country', 'BE')) END,
    CASE WHEN NOT draft THEN jsonb_build_object('name', 'Klant & Zonen BV', 'contact_name', k.name, 'email', k.email, 'address',
        jsonb_build_object('street', 'Meir 1', 'postal_code', '2000', 'city', 'Antwerpen', 'country', 'BE')) END,
    'Ter attentie van ' || k.name || ', ' || k.email || ', met dank voor het vertrouwen', '{}', 0, 0,
    day + interval '11 hours' + n * interval '1 microsecond', 2
FROM paper JOIN contact k ON k.organisation_id = pg_temp.made(0, 0) AND k.id = pg_temp.made(7, c);

INSERT INTO delivery (organisation_id, id, document_id, channel, recipient, state, attempts, created_at, sent_at)
SELECT pg_temp.made(0, 0), pg_temp.made(8, n), pg_temp.made(6, n), 'EMAIL', k.email, 'SENT', 1, day, day
FROM paper JOIN contact k ON k.organisation_id = pg_temp.made(0, 0) AND k.id = pg_temp.made(7, c)
WHERE NOT draft ORDER BY n LIMIT 12000;

INSERT INTO payment (organisation_id, id, amount, currency, received_on, payer, communication, allocated, created_at)
SELECT pg_temp.made(0, 0), pg_temp.made(9, n), net, 'EUR', day, pg_temp.named(c), 'factuur ' || n || ' van ' || pg_temp.named(c),
    0, day
FROM paper WHERE n % 4 = 0;

RESET session_replication_role;
