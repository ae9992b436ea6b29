"""The shift: cash, reports, counting."""
