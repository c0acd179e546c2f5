"""The yearly report on building a law-based government 法治政府建设年度报告 (S128): profiles, drafting, approval, publication.

Legal basis: 法治政府建设与责任落实督察工作规定 第二十四条、第二十五条. Its numbers are `figures`' (values, readings, snapshots); what
a returned form holds is `returns`'; checking a text is `proofing`'s; the page of an official document is `documents`'.
"""
