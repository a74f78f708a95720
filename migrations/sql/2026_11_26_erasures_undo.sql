DROP TABLE restoration, erasure;
DROP FUNCTION erasures_are_final();
