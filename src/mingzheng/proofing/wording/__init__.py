"""Wrong characters and near-homophones in official writing: statistics of law texts and a dictionary, no model weights.

`tables` reads the counts, `suspects` says where to look, `candidates` what might have been meant, `judging` how sure it
is, `correcting` puts them together for a sentence and `deciding` for a document; `phrases` holds the confusions an
editor knows by heart. What becomes a finding is `checks.wording`. The data, and where it comes from, is described in
data/SOURCES.md; tools/wording builds it.
"""

from .correcting import Correction, find_wrong_characters
from .deciding import Located, find_in_document
from .phrases import Confused, Confusion, find_confusions, list_present

__all__ = [
    "Confused",
    "Confusion",
    "Correction",
    "Located",
    "find_confusions",
    "find_in_document",
    "find_wrong_characters",
    "list_present",
]
