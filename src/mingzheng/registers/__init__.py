"""Record books by declaration 登记簿: what happened and is on record, who entered it, with which evidence, verified by whom.

A domain writes one `Register` over a table of its own; screens, import, export, verification, history, search, endpoints
and figures come from here. What must be answered, with an owner and a clock, is a case (`casework`).
"""
