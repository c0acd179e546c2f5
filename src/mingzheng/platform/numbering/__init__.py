"""Case numbers (gaps allowed) and official document numbers (gapless, under a lock)."""
