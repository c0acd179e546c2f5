"""Work-plan division schemes and the ledger people work off 工作要点分工与台账 (S01–S06).

Legal basis: the scheme itself; rules of practice in the room's `rules`. It does not count figures (`figures`) nor supervise decisions (`supervision`).
"""
