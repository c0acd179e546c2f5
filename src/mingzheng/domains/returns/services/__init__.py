"""Writes of the returns room: laying out forms, asking units, filling in, reporting, verifying, locking, quick numbers."""
