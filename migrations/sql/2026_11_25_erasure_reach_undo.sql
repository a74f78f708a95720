DROP POLICY of_the_person ON invitation;
