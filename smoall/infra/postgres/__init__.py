"""Everything that speaks to Postgres: tables, units, repositories, compiled reads, outbox, audit."""
