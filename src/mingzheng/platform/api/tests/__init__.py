"""Behaviour of the API kit, shown on a toy room."""
