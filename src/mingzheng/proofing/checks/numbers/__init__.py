"""Arithmetic inside one document: totals, parts, shares, growth, lists."""
