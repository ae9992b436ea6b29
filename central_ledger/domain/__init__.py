"""The rules of the books, without storage or network: what an entry means, and what it does to which account."""
