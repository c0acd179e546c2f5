"""Tests of the legal clock. They need no database and no clock."""
