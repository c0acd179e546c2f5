"""The annual disclosure report 政府信息公开工作年度报告: its statutory form, reading it in any layout, and auditing it.

Answers for what the three tables say and whether they, the text and last year's report agree. The findings become checks
in `proofing.checks.disclosure`. Generating a report from cases belongs to the domains, which use `form` from here.
"""
