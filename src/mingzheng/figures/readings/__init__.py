"""Readings 填报值: who may report, verify, correct and lock them, and how each step is recorded. Values are `values`."""
