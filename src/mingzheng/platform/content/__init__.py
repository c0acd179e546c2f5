"""Texts with headings, tables, images and attachments: cleaned, kept in revisions, digested for a signature.

Who may edit or publish a text, and what it is published as, is decided by the room that owns it.
"""
