"""What is wrong with a ledger, and what to do about it: `central-ledger doctor` and `support-bundle`."""
