"""The payment ledger."""
