"""The commands of `pos-client` that need no window."""
