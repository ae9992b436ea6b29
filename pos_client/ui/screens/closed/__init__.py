"""What a machine shows whose till was closed for good."""
