DROP TABLE signed_head;
