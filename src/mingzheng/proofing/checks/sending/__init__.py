"""Kinds of official documents and the rules of sending them: 请示, 报告, 函 and what each may and must say."""
