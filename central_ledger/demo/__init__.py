"""A believable retail group for demonstrations: made from a seed, the same each time, with dates around today."""
