"""The procedures this installation knows, each version with its facts and effects. Filled by `apps.py` of the domains."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mingzheng.casework.declaration import Action, Call, Procedure
from mingzheng.casework.models import Case
from mingzheng.casework.standard.sign_off import sign_off_actions
from mingzheng.casework.validation import list_declaration_faults
from mingzheng.platform.access.public import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """A block a domain adds to the page of its cases."""

    title: str
    template: str
    context: dict[str, Any]


FactsReader = Callable[..., Any]
EffectRunner = Callable[..., None]
PanelMaker = Callable[[Case, Actor], Iterable[Panel]]
Prefill = Callable[[Case, Action, Actor], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Registration:
    """A procedure with what its domain adds: facts for guards, effects, page blocks, suggested words for its forms.

    `prefill` is asked when a form is first shown; stored values and drafts stand above what it suggests. `pages` names
    actions whose form is a page of the domain's own: the name of an address that takes the case's number (the opening's takes nothing).
    """

    procedure: Procedure
    facts: FactsReader | None = None
    effects: Mapping[str, EffectRunner] = field(default_factory=dict)
    panels: tuple[PanelMaker, ...] = ()
    prefill: Prefill | None = None
    pages: Mapping[str, str] = field(default_factory=dict)


class ProcedureFaulty(ValueError):
    """A declaration that cannot be registered; says every fault."""


_registered: dict[tuple[str, str], Registration] = {}
_current: dict[str, str] = {}
_changes: list[str] = []


def register(
    procedure: Procedure,
    *,
    facts: FactsReader | None = None,
    effects: Mapping[str, EffectRunner] | None = None,
    panels: tuple[PanelMaker, ...] = (),
    prefill: Prefill | None = None,
    pages: Mapping[str, str] | None = None,
) -> Procedure:
    """Make a procedure known and return it with its built-in sign-off actions. Raises ProcedureFaulty."""
    whole = replace(procedure, actions=(*procedure.actions, *sign_off_actions(procedure)))
    faults = list_declaration_faults(whole)
    runners = dict(effects or {})
    for action in (whole.opening, *whole.actions):
        for effect in action.effects:
            if isinstance(effect, Call) and effect.name not in runners:
                faults.append(f"{action.code}: effect {effect.name} has no runner")
    own_pages = dict(pages or {})
    faults += [f"page for unknown action {code}" for code in own_pages if code not in _codes(whole)]
    if faults:
        raise ProcedureFaulty(f"{procedure.name} {procedure.version}: " + "; ".join(faults))
    _registered[(whole.name, whole.version)] = Registration(whole, facts, runners, panels, prefill, own_pages)
    if whole.version >= _current.get(whole.name, ""):
        _current[whole.name] = whole.version
    _changes.append(whole.name)
    return whole


def _codes(procedure: Procedure) -> set[str]:
    return {action.code for action in (procedure.opening, *procedure.actions)}


def unregister(name: str) -> None:
    """Forget every version of a procedure. For tests of toy procedures only."""
    for key in [key for key in _registered if key[0] == name]:
        del _registered[key]
    _current.pop(name, None)
    _changes.append(name)


def count_changes() -> int:
    """Return how often a procedure was made known or forgotten: what was derived from all of them holds until it grows."""
    return len(_changes)


def get_registration(name: str, version: str = "") -> Registration:
    """Return a registered procedure; the current version when none is named. KeyError when unknown."""
    return _registered[(name, version or _current[name])]


def get_procedure(name: str, version: str = "") -> Procedure:
    """Return the declaration of a registered procedure. KeyError when unknown."""
    return get_registration(name, version).procedure


def list_procedures() -> list[Procedure]:
    """Return the current version of every procedure, in order of name."""
    return [get_procedure(name) for name in sorted(_current)]


def list_versions() -> list[Procedure]:
    """Return every version of every procedure."""
    return [_registered[key].procedure for key in sorted(_registered)]
