"""The append-only, hash-chained record of everything that happened, and the one clock the application reads."""
