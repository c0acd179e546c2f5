"""Writes official documents: GB/T 9704 documents and letters, forms, ledgers and workbooks, as docx, pdf and xlsx.

Answers for: shapes handed in by the domains, and bytes handed back. Does not belong here: what a letter says (the
domain's `letters/`), numbering (`platform.numbering`), reading documents (`documents.reading`).
"""
