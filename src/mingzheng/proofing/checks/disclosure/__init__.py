"""Checks of the annual disclosure report: the identities E1 to E8 of its tables, its text, its form.

What they find is `proofing.disclosure`; here stand their names, weights and examples.
"""
