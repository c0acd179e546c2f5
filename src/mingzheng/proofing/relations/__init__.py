"""Shared arithmetic of relations between quantities: rounding, shares, growth, lists. The checks themselves are in `checks`."""
