"""Migrations of the patrol room."""
