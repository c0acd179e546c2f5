"""Tests of the administration room."""
