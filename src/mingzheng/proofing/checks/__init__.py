"""The checks, one module each, found by `registry`: a `CHECK` with code, rule, source and its own examples.

What several checks compute from (quantities, relations, lexicons) does not belong here but beside this folder.
"""
