"""The store's own goods and prices, and what it proposes."""
