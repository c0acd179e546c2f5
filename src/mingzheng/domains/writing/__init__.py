"""Writing and research 文稿与调研: research themes, topics and results (S32).

Papers, bulletins and information come later (S31, S33–S35).
"""
