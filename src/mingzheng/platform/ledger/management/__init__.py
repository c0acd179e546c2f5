"""Commands of the room `ledger` that Django must find."""
