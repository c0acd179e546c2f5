"""Tests of the engine. Their names read as its specification."""
