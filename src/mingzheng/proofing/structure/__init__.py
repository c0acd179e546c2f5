"""How an official document is built: its numbers before headings and items, and its parts from red head to imprint.

Judging what is found belongs to `checks.form` and `checks.sending`; quantities are `quantities`.
"""
