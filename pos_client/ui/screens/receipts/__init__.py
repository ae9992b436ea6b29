"""The receipts of this till: print again, or save as PDF."""
