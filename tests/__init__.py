"""Tests that look at the whole house. Tests of one room live in that room."""
