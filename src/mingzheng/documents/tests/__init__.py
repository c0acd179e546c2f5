"""Tests of reading and writing documents."""
