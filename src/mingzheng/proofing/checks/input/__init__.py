"""What was stripped from a file before it was read, and files that could not be read."""
