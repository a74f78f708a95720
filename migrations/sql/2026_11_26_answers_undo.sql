DROP TABLE subject_answer;
