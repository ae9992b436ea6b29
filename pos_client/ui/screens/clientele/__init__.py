"""Guides and their members; events at the door."""
