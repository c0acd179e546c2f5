"""The staff screens of annual disclosure reports."""
