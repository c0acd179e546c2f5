"""SQLite as Django knows it, with writers that queue. Django wants the class in a module named `base`."""
