"""The proofreader 核校: reads an official document and says, place by place, what is wrong, why, and how sure it is.

Answers for the judgement of a text alone: its numbers, periods, form, wording, privacy marks and likeness. Reading files
is `documents`; legal time is `worktime`; who may dismiss a finding is `platform.proofreading`. Knows no Django, reads no
clock (the day is an argument) and no network. Adding a check is one file below `checks`.
"""
