"""Signing in: who, and the PIN."""
