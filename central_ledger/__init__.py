"""The group's ledger: takes the journals of all tills, keeps the books, and gives the stores what they pull."""
