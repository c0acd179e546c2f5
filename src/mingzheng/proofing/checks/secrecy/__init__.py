"""Marks of secrecy in marking form: such a document must not be in this system at all."""
