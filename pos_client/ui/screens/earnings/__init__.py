"""What guides earn."""
