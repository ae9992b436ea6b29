"""The settings of this till."""
