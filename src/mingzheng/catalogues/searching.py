"""Finding an entry by number or words. Who may see it is `selectors`; the index is `search`'s. Only what holds or will hold."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.registry import get_catalogue, list_catalogues
from mingzheng.catalogues.selectors import versions_of
from mingzheng.catalogues.values import all_fields, describe_value
from mingzheng.platform.jobs.public import job
from mingzheng.platform.ledger.public import today
from mingzheng.platform.search.public import Subject, index_at_once, remove

KIND = "entry"


def subject_of(catalogue: Catalogue, entry_id: int) -> str:
    """Return under which name the index refers to an entry."""
    return f"entry:{catalogue.code}:{entry_id}"


def subject_for(catalogue: Catalogue, version: Any) -> Subject:
    """Return what the index keeps of an entry: title, class, declared texts, its number."""
    words = [catalogue.title, catalogue.class_title(version.class_code), str(version.unit)]
    for item in all_fields(catalogue):
        if item.code in catalogue.searched:
            words.append(describe_value(item, getattr(version, item.code), {}))
    text = "\n".join(word for word in words if word)
    return Subject(subject_of(catalogue, version.entry_id), KIND, version.title, text, [version.entry.number])


def index_versions(catalogue: Catalogue, versions: Iterable[Any]) -> int:
    """Bring the index in line with these newest versions; an entry that has ended leaves it."""
    day, kept = today(), []
    for version in versions:
        if version.valid_to is not None and version.valid_to <= day:
            remove(subject_of(catalogue, version.entry_id))
        else:
            kept.append(subject_for(catalogue, version))
    return index_at_once(kept)


@job()
def index_change(catalogue: str, case_id: int) -> None:
    """Bring the index in line with the entries one proposal touched; safe to repeat."""
    known = get_catalogue(catalogue)
    touched = versions_of(known).filter(Q(case_id=case_id) | Q(ended_by_id=case_id))
    newest: dict[int, Any] = {}
    for version in versions_of(known).filter(entry__in=touched.values("entry")).order_by("number"):
        newest[version.entry_id] = version
    index_versions(known, newest.values())


def rebuild_index() -> int:
    """Bring the index in line with every entry of every catalogue; return how many."""
    return sum(index_versions(item, versions_of(item).filter(valid_to__isnull=True)) for item in list_catalogues())
