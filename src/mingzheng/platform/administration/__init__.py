"""Screens of the three administrators (system, security, audit).

Decides nothing of its own: it calls `org`, `accounts`, `access`, `parameters`, `ledger` and `jobs`.
"""
