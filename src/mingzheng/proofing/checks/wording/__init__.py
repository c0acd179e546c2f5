"""Wording: confusions known by heart, wrong characters found by statistics, names of documents and bodies."""
