"""Small value types of the field: identifiers with their checks, 文号, numerals, dates, amounts, text, secrecy marks.

Every file is its own door. Knows neither Django nor cases, reads no clock and no settings; what needs more than its
arguments belongs one floor up.
"""
