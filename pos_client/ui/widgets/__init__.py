"""Reusable parts of the screens: they show what they are given and tell what was asked; they call no use case."""
