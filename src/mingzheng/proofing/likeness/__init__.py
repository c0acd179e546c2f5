"""How much of a document also stands in another: last year's report, other units' reports.

Shared runs are found exactly (not estimated) in time linear in the length of both; figures count as equal, so that a
sentence with new numbers in old words is seen. What law or form requires is set aside. Findings are `checks.likeness`.
"""

from .comparing import Likeness, Match, compare
from .setting_aside import Settings, settings_from

__all__ = ["Likeness", "Match", "Settings", "compare", "settings_from"]
