"""Commands of the accounts room: what only the server's own people may do."""
