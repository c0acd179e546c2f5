"""How the house talks to its database where that costs most: queries turned into SQL once, and writers that queue.

`prepared`: a queryset of fixed shape is compiled at its first use and afterwards only executed.
`sqlite`: Django's backend for SQLite, with writers of all processes waiting in line instead of sleeping and asking again.
What is asked belongs to the rooms; tables belong to the rooms; neither stands here.
"""
