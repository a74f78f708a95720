"""The ledger of erasures as a file of its own."""
