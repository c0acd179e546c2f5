"""Whole files into a book: read, checked row by row, previewed, confirmed as one, taken back until verified."""
