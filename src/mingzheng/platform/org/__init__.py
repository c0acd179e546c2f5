"""Units, their dated relations, persons, posts and absences. Accounts and permissions live above."""
