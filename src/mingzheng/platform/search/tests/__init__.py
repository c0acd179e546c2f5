"""Behaviour of the index and of searching."""
