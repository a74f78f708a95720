DROP TRIGGER final_update ON document_discount;
DROP TRIGGER final_update ON document_line;
REVOKE UPDATE (reason) ON document_discount FROM smoall_app;
REVOKE UPDATE (description) ON document_line FROM smoall_app;
DROP TABLE contact_erasure;
