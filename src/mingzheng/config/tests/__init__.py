"""Tests of settings, installation, supervisor and command line."""
