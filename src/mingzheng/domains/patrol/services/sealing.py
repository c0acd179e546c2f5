"""Lets go of what patrol kept of a page that was taken down in silence: excerpts, titles, remarks, in cases and in runs.

That there was a finding, under which indicator, when and with what digest, stays. Legal basis: 保守国家秘密法; 个人信息保护法 第四十七条.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from mingzheng.casework.public import Act, Case, get_procedure, index_cases
from mingzheng.domains.patrol.crawling.addresses import origin_of, path_of
from mingzheng.domains.patrol.judging.wording import WITHHELD
from mingzheng.domains.patrol.models import FindingDetail, RunFinding, RunVisit, Site
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.ledger.public import erase_subject

SEALED = "〔已封存〕"
ELDER = "/elder"
# Words as long as this that a finding shares with the page's title are the page's.
SHARED = 16
# Shorter names ("查看详情") say nothing of a page.
LEAST = 8


def seal_pages(paths: Sequence[str], *, at: datetime) -> int:
    """Let go of what was kept of our own pages under these paths ("/zwgk/2026/3/"); returns how many cases it touched.

    Call it in the transaction of the act that took them down. Only our own portal's pages are meant, however reached.
    """
    sites = _own_sites()
    visits = [
        row
        for path in paths
        for row in RunVisit.objects.filter(run__site__in=sites, url__contains=path.rstrip("/"))
        if is_under(row.url, path)
    ]
    said = _said_by(visits)
    RunVisit.objects.filter(pk__in=[row.pk for row in visits]).update(words="", facts={}, detail="")
    _clear_elsewhere(sites, said)
    for finding in RunFinding.objects.filter(run__site__in=sites).iterator():
        if _is_meant(finding, paths, said):
            _clear_finding(finding)
    cases = [
        row
        for row in FindingDetail.objects.filter(site__in=sites) | FindingDetail.objects.filter(site=None)
        if _is_meant(row, paths, said)
    ]
    for row in cases:
        _clear_case(row, at)
    index_cases(list(Case.objects.filter(pk__in=[row.pk for row in cases])))
    return len(cases)


def is_under(url: str, path: str) -> bool:
    """Say whether an address is a page's own, one of its files', or its elder edition's."""
    place = path_of(url)
    return place.removeprefix(ELDER).startswith(path) or place.removeprefix(ELDER) == path.rstrip("/")


def _own_sites() -> list[int]:
    rows = list(Site.objects.values_list("pk", "address", "is_own"))
    hosts = {origin_of(address) for _, address, is_own in rows if is_own}
    return [number for number, address, is_own in rows if is_own or origin_of(address) in hosts]


def _said_by(visits: Iterable[RunVisit]) -> set[str]:
    """Return the words by which the page can be known elsewhere: its titles, the links to it, what was remarked there."""
    found: set[str] = set()
    for row in visits:
        for title in (row.words, row.facts.get("metas", {}).get("articletitle", "")):
            if len(title) >= LEAST:
                found.update(title[start : start + SHARED] for start in range(max(1, len(title) - SHARED + 1)))
        found.update(remark["excerpt"] for remark in row.facts.get("remarks", ()) if remark["excerpt"] != WITHHELD)
    return found - {""}


def _is_meant(row: RunFinding | FindingDetail, paths: Sequence[str], said: set[str]) -> bool:
    if any(is_under(url, path) for path in paths for url in (row.url, row.mark) if url):
        return True
    kept = f"{row.message}\n{row.excerpt}\n{row.mark}\n{getattr(row, 'page', '')}"
    return any(words in kept for words in said)


def _clear_elsewhere(sites: Sequence[int], said: set[str]) -> None:
    """Take remarks that repeat the page's words out of what other pages of the runs said."""
    if not said:
        return
    for row in RunVisit.objects.filter(run__site__in=sites).exclude(facts={}).iterator():
        remarks: list[dict[str, Any]] = row.facts.get("remarks", [])
        left = [one for one in remarks if not any(words in one["excerpt"] for words in said)]
        if len(left) != len(remarks):
            RunVisit.objects.filter(pk=row.pk).update(facts={**row.facts, "remarks": left})


def _clear_finding(row: RunFinding) -> None:
    RunFinding.objects.filter(pk=row.pk).update(message=SEALED, excerpt="", mark="", page="", advice="")


def _clear_case(row: FindingDetail, at: datetime) -> None:
    """Take the words out of a finding's case, out of its acts, and destroy the key under which the ledger keeps them."""
    FindingDetail.objects.filter(pk=row.pk).update(message=SEALED, excerpt="", mark="", advice="", look="")
    Case.objects.filter(pk=row.pk).update(title=f"{row.get_indicator_display()}：{SEALED}")
    procedure = get_procedure("patrol_finding")
    sealed = {
        one.code: {field.code for field in one.fields if field.sealed}
        for one in (procedure.opening, *procedure.actions)
    }
    for act in Act.objects.filter(case=row.pk):
        kept = {code: value for code, value in act.data.items() if code not in sealed.get(act.action, ())}
        if kept != act.data:
            Act.objects.filter(pk=act.pk).update(data=kept)
    erase_subject(stream="case", stream_id=str(row.pk), actor=SYSTEM.ref, reason="所涉网页静默下线", recorded_at=at)
