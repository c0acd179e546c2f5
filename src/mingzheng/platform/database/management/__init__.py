"""Commands of the room `database` that Django must find."""
