"""Generic staff screens any procedure gets for free: home, lists, case page, action forms, boards, prints.

Nothing is decided here: selectors and work lists read, the door acts, `platform.desk` lays out.
"""
