"""Patrol 网站巡检: inspects our portal or any site address against the indicators, and follows each finding until it is gone.

Answers for the visit (`crawling`), the judgement of what was seen and the score (`judging`, both without Django), the runs,
and the life of a finding: found, assigned to the column's owner, reminded, corrected, verified by another visit, closed.
Publishing and the columns themselves are `domains/publishing`; their owners reach this room by a port.

Legal basis: 国办秘函〔2019〕19号 (检查指标); 国办发〔2017〕47号 (政府网站发展指引).
"""
