"""Tests of the small value types: tables, and laws that hold for every value."""
