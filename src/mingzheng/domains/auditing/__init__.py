"""Audit 审计: advice given before an audit 审计咨询前置服务 (S19).

Projects and findings (S17, S18, S20, S21) come with their procedures.
"""
