"""Writes of the reports room: keyword-only, one transaction each."""
