"""The ledger of erasures: kept apart from the database, and replayed into one that was restored."""
