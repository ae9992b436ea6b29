"""This till as a machine: its disk and its backups, and its end."""
