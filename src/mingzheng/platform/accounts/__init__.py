"""Accounts, sign-in, second factor, sessions. Who may do what lives in `access`; who a person is lives in `org`."""
