"""What goes to the provincial platform and comes back from it: its form, packages to paste, and reconciliation.

Not here: old articles of an earlier site (`migrating`); the act that registers a number (`procedures.afterwards`).
"""
