DROP TABLE subject_request;
