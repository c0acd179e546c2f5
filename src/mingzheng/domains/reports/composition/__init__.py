"""Texts and numbers put together: runs, numbering, values, patterns. Pure; storing is `services`."""
