"""Chinese full-text search over titles, texts and numbers that rooms hand in. Visibility is checked again by the asker.

What is indexed must not name applicants: the index is no place for personal values, and keeping them out is the duty of
the room that calls `index`. A room announces once what it hands in (`register_kind`) and calls `index` in the transaction
of each act that changes a title; the entry is written by a job after the commit.
"""
