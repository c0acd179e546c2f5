"""The components as template tags, by where they stand. Templates load them all as the library `design`."""
