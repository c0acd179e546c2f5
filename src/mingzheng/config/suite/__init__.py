"""What `bin/test` does: the list of checks, a database server of its own, and the running of it all.

The tests themselves stand in each room's `tests/` and in `tests/` at the top.
"""
