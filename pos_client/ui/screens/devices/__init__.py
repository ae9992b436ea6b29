"""Camera and printer of this till."""
