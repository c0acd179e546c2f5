"""Numerals of office Chinese as structured facts: what is a quantity, of what, when, and what only looks like one."""
