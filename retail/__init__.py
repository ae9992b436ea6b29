"""The rules of the trade, shared by the till and the central ledger. Imports nobody else of this project."""
