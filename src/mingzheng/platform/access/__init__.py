"""Roles, dated grants, the actor and the one access predicate. Accounts live in `accounts`, units in `org`."""
