DROP TABLE marketing_statement;
