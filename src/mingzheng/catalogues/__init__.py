"""Catalogues 目录 by declaration: entries in force with versions and validity dates, changed by proposals that are cases.

A domain writes one `Catalogue` over a table of its own. What was in force on a day is asked of the dates of its
versions; no job turns anything on or off. Every entry in force has exactly one class, so class counts sum to the
whole. An entry is what holds; what happened is a record (`registers`), what must be answered a case (`casework`).
"""
