"""Work-plan division schemes and the ledger people work off 工作要点分工与台账 (S01–S06).

Legal basis: the scheme itself; rules of practice in `rules`. Figures are counted in `figures`; decisions are supervised in `supervision`.
"""
