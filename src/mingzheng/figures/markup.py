"""The text of a block as runs: plain words, and bindings to figures; and the markup clerks see without scripts.

`{{code|period|wording|unit|bare}}` binds a figure; parts left out at the end are empty. Reading and writing the markup are
inverse. What a binding shows is decided by the report that holds the text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

BARE = "bare"
_TOKEN = re.compile(r"\{\{([a-z][a-z0-9_.]{0,79})((?:\|[^{}|\n]{0,60}){0,4})\}\}")


@dataclass(frozen=True, slots=True)
class Binding:
    """A number that stands in the text by reference.

    `period` is "" for the report's year, else as `periods` writes it; `wording` the chosen way to say the value, "" for
    the exact one; `unit` another unit's code, "" for the report's own; `bare` leaves the measure word to the text.
    """

    code: str
    period: str = ""
    wording: str = ""
    unit: str = ""
    bare: bool = False


Run = str | Binding


def parse_markup(text: str) -> tuple[Run, ...]:
    """Return the runs of a text; what is no well-formed binding stays text."""
    runs: list[Run] = []
    end = 0
    for match in _TOKEN.finditer(text):
        binding = _read(match)
        if binding is None:
            continue
        runs += [text[end : match.start()], binding]
        end = match.end()
    return join_runs([*runs, text[end:]])


def _read(match: re.Match[str]) -> Binding | None:
    parts = match[2].split("|")[1:]
    period, wording, unit, bare = [*parts, "", "", "", ""][:4]
    if bare not in {"", BARE} or (parts and not parts[-1]):
        return None
    return Binding(match[1], period, wording, unit, bool(bare))


def format_markup(runs: Iterable[Run]) -> str:
    """Write runs as markup."""
    return "".join(run if isinstance(run, str) else format_binding(run) for run in runs)


def format_binding(binding: Binding) -> str:
    """Write one binding."""
    parts = [binding.code, binding.period, binding.wording, binding.unit, BARE if binding.bare else ""]
    while not parts[-1]:
        parts.pop()
    return "{{" + "|".join(parts) + "}}"


def join_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs with neighbouring texts joined and empty ones dropped."""
    joined: list[Run] = []
    for run in runs:
        if isinstance(run, str) and joined and isinstance(joined[-1], str):
            joined[-1] += run
        elif run != "":
            joined.append(run)
    return tuple(joined)


def runs_to_json(runs: Sequence[Run]) -> list[Any]:
    """Return runs as stored: a text is a string, a binding an object without its empty parts."""
    return [run if isinstance(run, str) else _binding_to_json(run) for run in runs]


def _binding_to_json(binding: Binding) -> dict[str, Any]:
    named = {"figure": binding.code, "period": binding.period, "wording": binding.wording, "unit": binding.unit}
    return {name: value for name, value in named.items() if value} | ({BARE: True} if binding.bare else {})


def runs_from_json(stored: Iterable[Any]) -> tuple[Run, ...]:
    """Read runs as stored."""
    return join_runs(
        item
        if isinstance(item, str)
        else Binding(
            item["figure"],
            item.get("period", ""),
            item.get("wording", ""),
            item.get("unit", ""),
            bool(item.get(BARE)),
        )
        for item in stored
    )


def list_bindings(runs: Iterable[Run]) -> tuple[Binding, ...]:
    """Return the bindings in order."""
    return tuple(run for run in runs if isinstance(run, Binding))
