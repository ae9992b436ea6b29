"""What the ledger does, one module per activity. Transactions begin and end here."""
