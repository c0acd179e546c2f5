"""Law study and publicity 学法普法: study, examination, court appearance, laws one must know, publicity (S122–S124).

The heads' yearly report on the rule of law 述法 (S125) comes with its procedure. Legal basis: 法治宣传教育法; 行政诉讼法 第三条
"""
