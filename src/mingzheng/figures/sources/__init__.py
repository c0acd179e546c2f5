"""Where computed values come from: rows of real tables, and deltas of acts folded into days."""
