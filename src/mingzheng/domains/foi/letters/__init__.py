"""What the letters of an application say: the answer, the receipt and the notices. Words on values, nothing read or written.

Paper, red head and seal are `documents.writing.official`; which facts go in is `drafting`; whether a letter may go out is
`letters.checks`. The words are this project's own; what they must contain is the law's (rules in the docstrings).
"""
