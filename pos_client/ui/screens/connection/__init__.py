"""The line to the ledger."""
