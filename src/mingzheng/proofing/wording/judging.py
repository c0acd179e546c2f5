"""How sure a candidate is: a small set of decision trees over its measures, read from data/judge.json.

The trees were grown on pairs of wrong and right sentences by tools/wording/train_judge.py; they hold thresholds of
measures, no words. Nothing here knows a sentence.
"""

import json
import math
from functools import lru_cache
from importlib.resources import files
from typing import Any

from .candidates import Candidate

Tree = Any
_EARLY, _HOPELESS = 24, -4.0


@lru_cache(maxsize=1)
def _trees() -> tuple[float, tuple[Tree, ...]]:
    """Return the starting value and the trees: a leaf is a number, a fork [measure, threshold, low, high]."""
    source = files(__package__).joinpath("data", "judge.json").read_text(encoding="utf-8")
    described = json.loads(source)
    return float(described["base"]), tuple(described["trees"])


def judge(candidate: Candidate) -> float:
    """Return the probability that a candidate is what was meant."""
    value, trees = _trees()
    measures = candidate.measures
    for number, node in enumerate(trees):
        while type(node) is list:
            node = node[2] if measures[node[0]] <= node[1] else node[3]
        value += node
        if number == _EARLY and value < _HOPELESS:
            break
    return 1 / (1 + math.exp(-value))
