"""Rooms every domain stands on: organisation, access, ledger, files, jobs, notices, screens. None of them knows a case."""
