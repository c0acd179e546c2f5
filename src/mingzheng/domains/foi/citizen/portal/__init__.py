"""Public pages of the citizen's side. They ask selectors and services; nothing is decided here."""
