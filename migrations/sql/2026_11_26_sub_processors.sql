-- Changes of sub-processors (GDPR art. 28(2)): announced for all, and never rewritten; who was told, and who objects.

CREATE TABLE sub_processor_change (
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    concerns TEXT,
    name TEXT,
    activity TEXT,
    its_sheets TEXT[],
    countries TEXT[],
    mechanism TEXT,
    valid_from DATE,
    valid_to DATE,
    agreement_signed_on DATE,
    keeps_nothing BOOLEAN,
    sheets TEXT[] NOT NULL,
    announced_at TIMESTAMP WITH TIME ZONE NOT NULL,
    announced_on DATE NOT NULL,
    takes_effect_on DATE NOT NULL,
    objections_until DATE NOT NULL,
    text_fr TEXT NOT NULL,
    text_nl TEXT NOT NULL,
    text_de TEXT NOT NULL,
    text_en TEXT NOT NULL,
    urgency TEXT,
    corrects UUID,
    PRIMARY KEY (id),
    UNIQUE (corrects),
    FOREIGN KEY(corrects) REFERENCES sub_processor_change (id)
);
CREATE TABLE sub_processor_withdrawal (
    change_id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (change_id),
    FOREIGN KEY(change_id) REFERENCES sub_processor_change (id)
);
GRANT SELECT, INSERT ON sub_processor_change, sub_processor_withdrawal TO smoall_app;

CREATE TABLE sub_processor_notice (
    organisation_id UUID NOT NULL,
    change_id UUID NOT NULL,
    notice TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sub_processor_notice_pk PRIMARY KEY (organisation_id, change_id, notice),
    FOREIGN KEY(change_id) REFERENCES sub_processor_change (id)
);
ALTER TABLE sub_processor_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE sub_processor_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON sub_processor_notice USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
GRANT SELECT, INSERT ON sub_processor_notice TO smoall_app;

CREATE TABLE sub_processor_objection (
    organisation_id UUID NOT NULL,
    change_id UUID NOT NULL,
    organisation_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    objected_at TIMESTAMP WITH TIME ZONE NOT NULL,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT sub_processor_objection_pk PRIMARY KEY (organisation_id, change_id),
    FOREIGN KEY(change_id) REFERENCES sub_processor_change (id)
);
CREATE INDEX sub_processor_objection_change_id_idx ON sub_processor_objection (change_id, organisation_id);
ALTER TABLE sub_processor_objection ENABLE ROW LEVEL SECURITY;
ALTER TABLE sub_processor_objection FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON sub_processor_objection USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
-- Objections are addressed to Smoall, whose own organisation reads them all and writes none of them.
CREATE POLICY to_smoall ON sub_processor_objection FOR SELECT USING
    ((SELECT current_setting('app.organisation', true)) = '019a0000-0000-7000-8000-000000000001');
GRANT SELECT, INSERT, UPDATE, DELETE ON sub_processor_objection TO smoall_app;
