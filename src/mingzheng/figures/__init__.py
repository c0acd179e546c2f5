"""Figures 指标: what a number means, where its value comes from, and which rows stand behind it.

A figure is a definition by name and version; a value is computed from real rows or counted acts, or it is a reading
填报值 that somebody reported, with evidence, and another person verified. Every value opens its rows.
This room knows no case and no register: rooms above declare their figures in their `figures.py`.
Forms that ask units for readings are `domains/returns`; documents made of figures are `domains/reports`.

Legal basis: 中华人民共和国统计法 (真实、准确、完整、及时), 党政机关公文处理工作条例
"""
