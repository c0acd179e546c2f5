"""Returns 填报: forms of figures that units fill in, sign off, and others verify; and numbers taken down at night (S128).

Answers for: which unit is asked which figures by when, what it answered, who has not reported, and what nobody has
verified yet. What a figure is and what became of a reported value is `figures`; reports are `reports`.

Legal basis: 统计法 (独立报告、审核签署、如实提供); the calling paper of each form.
"""
