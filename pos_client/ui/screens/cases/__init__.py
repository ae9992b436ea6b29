"""Cases of the store: what the ledger could not decide alone, for managers."""
