"""Writes of the patrol room: sites, runs and their book, findings and their cases, attempts to open a site."""
