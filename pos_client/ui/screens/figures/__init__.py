"""The store's figures."""
