"""The first start: making this till known to the group's ledger."""
