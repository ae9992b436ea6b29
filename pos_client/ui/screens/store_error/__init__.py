"""A store that cannot be opened."""
