"""Proofreading 核校: documents are checked before anyone signs them; each finding is accepted or dismissed on record.

Answers for: sending uploads and drafts to the proofreader, keeping what it said, decisions on findings with their reasons,
the gate other procedures may require, and the office's own lexicon. What is wrong with a text is `proofing`'s judgement;
what a document means belongs to the room that wrote it.
Legal basis: 党政机关公文处理工作条例 第十九条、第二十条
"""
