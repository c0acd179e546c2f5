"""The engine: procedures, cases, assignments, clocks, acts and work lists. One door for change.

It knows no business area; a domain declares a `Procedure` and adds only what is its own.
"""
