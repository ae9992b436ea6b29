"""The first start: language, ledger, and the devices one by one."""
