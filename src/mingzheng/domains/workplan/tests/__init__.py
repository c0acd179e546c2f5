"""Tests of the room `workplan`."""
