"""The public pages of the publishing room: articles, columns, archives, feeds, the home page, logs, search, endpoints.

Here: how what `selectors.public_items` returns is drawn and found. Not here: what is public (`selectors`), how it comes
to be public (`services`), the frame of a page and the writing of files (`platform.portal`).
"""
