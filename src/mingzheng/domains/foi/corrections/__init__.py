"""更正申请: somebody shows that records about himself are wrong. It stands beside the tables of the report, never in them.

Legal basis: 政府信息公开条例第四十一条.
"""
