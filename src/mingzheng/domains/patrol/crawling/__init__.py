"""Visits a site politely and within bounds: addresses, one exchange, robots, and the walk. No Django, no judgement."""
