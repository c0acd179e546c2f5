"""Definitions of figures whose room does not exist yet: readings, one file for each topic. A room that comes takes its own over."""
