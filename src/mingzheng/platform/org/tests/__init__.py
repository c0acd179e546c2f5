"""Tests of the org room."""
