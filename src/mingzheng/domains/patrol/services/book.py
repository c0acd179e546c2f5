"""The book of a run in the database: every address once, so that a killed run goes on where it stood."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields

from django.db import transaction
from django.db.models import F

from mingzheng.domains.patrol.crawling.addresses import origin_of, path_of
from mingzheng.domains.patrol.crawling.walking import Counts, Limits, Seen, Visit
from mingzheng.domains.patrol.models import Run, RunVisit

VISIT = tuple(field.name for field in fields(Visit))
RESULT = (
    "status",
    "fault",
    "seconds",
    "media_type",
    "size",
    "digest",
    "final_url",
    "is_whole",
    "facts",
    "at",
    "detail",
)


class RunBook:
    """Keeps a run's walk. What is taken and not kept (a kill between) is simply taken again."""

    def __init__(self, run: Run, limits: Limits) -> None:
        """Open the book of a run, counting what earlier steps took on."""
        self._run, self._limits = run, limits
        self._counts = Counts(run.pages, run.links, run.size, self._variants(), run.is_cut)

    def _variants(self) -> Counter[str]:
        asked = self._run.visits.filter(url__contains="?").values_list("url", flat=True)
        return Counter(origin_of(url) + path_of(url) for url in asked.iterator())

    def begin(self, visit: Visit) -> None:
        """Take on the first address."""
        self._counts.pages += 1
        RunVisit.objects.create(run=self._run, **{name: getattr(visit, name) for name in VISIT})
        Run.objects.filter(pk=self._run.pk).update(pages=self._counts.pages)

    def take(self, most: int) -> Sequence[Visit]:
        """Return the next addresses not seen yet, in the order they were found."""
        rows = self._run.visits.filter(is_seen=False).order_by("pk").values(*VISIT)[:most]
        return [Visit(**row) for row in rows]

    def keep(self, seen: Seen, onward: Sequence[Visit]) -> None:
        """Keep a result and the addresses it leads to, in one transaction."""
        with transaction.atomic():
            self._keep_result(seen)
            known = set(self._run.visits.filter(url__in=[visit.url for visit in onward]).values_list("url", flat=True))
            fresh = [v for v in onward if v.url not in known and self._counts.admit(v, self._limits)]
            rows = [RunVisit(run=self._run, **{name: getattr(visit, name) for name in VISIT}) for visit in fresh]
            RunVisit.objects.bulk_create(rows, batch_size=200)
            Run.objects.filter(pk=self._run.pk).update(
                pages=self._counts.pages,
                links=self._counts.links,
                size=self._counts.size,
                is_cut=self._counts.is_cut,
                done=F("done") + 1,
            )

    def _keep_result(self, seen: Seen) -> None:
        self._counts.size += seen.size
        values = {name: getattr(seen, name) for name in RESULT}
        values["detail"], values["final_url"] = seen.detail[:200], seen.final_url[:1800]
        RunVisit.objects.filter(run=self._run, url=seen.visit.url).update(is_seen=True, **values)


def list_seen(run: Run) -> list[Seen]:
    """Return everything a run has seen, in order."""
    rows = run.visits.filter(is_seen=True).order_by("pk").values(*VISIT, *RESULT)
    return [
        Seen(Visit(**{name: row[name] for name in VISIT}), **{name: row[name] for name in RESULT})
        for row in rows.iterator(chunk_size=500)
    ]
