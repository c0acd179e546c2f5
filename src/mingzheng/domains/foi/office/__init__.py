"""The office's side of an application: letters issued, deliveries, redaction, review and litigation, oversight.

The citizen's side is `citizen`, the law `grounds`, `rules`, `remedies`, the words `letters`.
"""
