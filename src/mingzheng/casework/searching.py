"""Finding a case again by number or words. What may be found by whom is `selectors.cases_for`; the index is `search`'s.

Titles and declared search fields only: private values never reach the index.
"""

from collections.abc import Iterable

from django.core.exceptions import ObjectDoesNotExist

from mingzheng.casework.effects import detail_model
from mingzheng.casework.models import Case
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.selectors import cases_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.search.public import Hits, Subject, index_at_once, search_visible

BATCH = 500
PREFIX = "case:"


def subject_of(case: Case) -> Subject:
    """Return what the index keeps of a case: title, declared texts, its numbers."""
    procedure = get_procedure(case.procedure, case.procedure_version)
    model, texts = detail_model(procedure), [case.source]
    if model is not None and procedure.search:
        try:
            detail = model._default_manager.get(pk=case.pk)
        except ObjectDoesNotExist:
            detail = None
        for source in procedure.search if detail is not None else ():
            of_case = source.startswith("case.")
            texts.append(str(getattr(case if of_case else detail, source.rpartition(".")[2]) or ""))
    numbers = [number for number in (case.number, case.external_number) if number]
    text = "\n".join(text for text in texts if text)
    return Subject(f"{PREFIX}{case.pk}", case.procedure, case.title, text, numbers)


def index_cases(cases: Iterable[Case]) -> int:
    """Bring the index in line with these cases now; return how many."""
    subjects = [subject_of(case) for case in cases]
    index_at_once(subjects)
    return len(subjects)


def rebuild_index() -> int:
    """Bring the index in line with every case; return how many."""
    done, after = 0, 0
    while batch := list(Case.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        done += index_cases(batch)
        after = batch[-1].pk
    return done


def search_cases_for(actor: Actor, query: str, *, offset: int = 0, limit: int = 30) -> tuple[list[Case], Hits]:
    """Return the cases the actor may see that match, best first; visibility counts as of now."""

    def visible(refs: list[str]) -> set[str]:
        ids = [int(ref.removeprefix(PREFIX)) for ref in refs if ref.startswith(PREFIX)]
        return {f"{PREFIX}{pk}" for pk in cases_for(actor).filter(pk__in=ids).values_list("pk", flat=True)}

    hits = search_visible(query, visible, limit=limit, offset=offset)
    ids = [int(ref.removeprefix(PREFIX)) for ref in hits.refs]
    found = Case.objects.filter(pk__in=ids).select_related("handling_unit", "handler").in_bulk()
    return [found[pk] for pk in ids if pk in found], hits
