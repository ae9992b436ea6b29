"""Where the ledger's rows live: the only place with SQL and the only one that knows the engine.

Every statement is written so that SQLite, PostgreSQL and Citus run the same text: `?` stands for a value (an engine
with another mark rewrites it), upserts say ON CONFLICT, multi-row inserts are prepared once, and nothing counts on a
global sequence. A table that grows with members or sales has its distribution column (`store`, `one_id`, `holder` or
`scope`) in every unique key.
"""
