"""Payments by wallets that are not settled yet."""
