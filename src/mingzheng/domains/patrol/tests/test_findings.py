"""Runs and the life of a finding: one case each, its owner, another look, false alarms, kill and resume, reminders."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from mingzheng.casework.models import Act, Case
from mingzheng.casework.public import CaseNotFound, NotInThisState, NotPermitted, Refused
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.domains.patrol.jobs import begin
from mingzheng.domains.patrol.models import FindingDetail, Run, RunFinding, RunVisit, Site
from mingzheng.domains.patrol.selectors import gone_since, list_probes
from mingzheng.domains.patrol.services import runs
from mingzheng.domains.patrol.services.following import recheck, remind_late
from mingzheng.domains.patrol.services.runs import AlreadyRunning, RunTakenError, start_run, step_run, stop_run
from mingzheng.domains.patrol.services.sealing import seal_pages
from mingzheng.domains.patrol.services.sites import due_sites, probe_sites
from mingzheng.domains.patrol.tests.planted import Planted, article
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.public import list_entries, read_private

pytestmark = pytest.mark.django_db


def inspect(site: Site, day: date = TODAY) -> Run:
    """Do a whole run."""
    run = start_run(site, on=day, at=NOW)
    while step_run(run.pk, at=NOW):
        pass
    return Run.objects.get(pk=run.pk)


def cases() -> list[Case]:
    return list(Case.objects.filter(procedure="patrol_finding").order_by("pk"))


@pytest.fixture
def faulty(own_site: Site, planted: Planted) -> Run:
    """Return the run of a site with a wrong word in the bureau's column and a dead link outside any column."""
    planted.change("/zwdt/1.html", "各单位按照安排", "各单位按照布署")
    planted.change("/gk/", "</h1>", '</h1><a href="/gone.html">一条链接</a>')
    return inspect(own_site)


@pytest.fixture
def caller(world: World) -> Caller:
    return Caller(world, "patrol_finding")


def of(indicator: str) -> Case:
    return Case.objects.get(procedure="patrol_finding", patrol_findingdetail__indicator=indicator)


def test_each_finding_is_a_case_of_who_keeps_the_column(faulty: Run, world: World) -> None:
    """The bureau gets what stands in its column, the inspecting unit the rest; evidence and dates are kept."""
    assert (faulty.state, faulty.verdict, faulty.findings.count(), faulty.unopened) == ("done", "合格", 2, 0)
    assert [case.state for case in cases()] == ["assigned", "assigned"]
    assert of("wording").handling_unit_id == world.district.education.pk
    assert of("dead_link").handling_unit_id == world.district.office.pk
    detail = FindingDetail.objects.get(indicator="wording")
    assert (detail.column, detail.evidence["status"], len(detail.evidence["digest"])) == ("政务动态", "200", 64)
    assert "布署" in detail.excerpt
    assert of("wording").due_on == date(2026, 3, 5)
    assert set(faulty.findings.values_list("case", flat=True)) == {case.pk for case in cases()}


def test_a_finding_never_has_a_second_case(faulty: Run, own_site: Site) -> None:
    """Another run sees the same; a finding that was closed and comes back is a new one."""
    again = inspect(own_site)
    assert len(cases()) == 2
    assert (again.fresh, again.gone, again.findings.filter(case=None).count()) == (0, 0, 0)


def test_what_a_later_run_no_longer_finds_is_closed(faulty: Run, own_site: Site, planted: Planted) -> None:
    """Corrected without a report: the next run closes it; when it comes back it is a new case."""
    wrong = planted.pages["/zwdt/1.html"]
    planted.change("/zwdt/1.html", "布署", "部署")
    second = inspect(own_site)
    assert (second.gone, [one.indicator for one in gone_since(second, 5)]) == (1, ["wording"])
    assert (of("wording").state, of("dead_link").state) == ("closed", "assigned")
    planted.put("/zwdt/1.html", wrong)
    third = inspect(own_site)
    assert (third.fresh, third.findings.get(indicator="wording").is_new) == (1, True)
    assert [case.state for case in cases()] == ["closed", "assigned", "assigned"]


def test_a_page_that_does_not_answer_closes_nothing(faulty: Run, own_site: Site, planted: Planted) -> None:
    """What could not be seen is not gone; a page that was taken down is."""
    planted.pages["/zwdt/1.html"] = (500, {}, b"")
    inspect(own_site)
    assert of("wording").state == "assigned"
    planted.pages["/zwdt/1.html"] = (410, {}, b"")
    inspect(own_site)
    assert of("wording").state == "closed"


def test_the_life_of_a_finding(faulty: Run, caller: Caller, planted: Planted, world: World) -> None:
    """Reported, looked at again and sent back; corrected, looked at again and closed; nobody else may."""
    case = of("wording")
    for who in ("stranger", "tax_liaison", "verifier", "clerk"):
        with pytest.raises((NotPermitted, CaseNotFound)):
            caller.do(case.pk, "correct", who, done="已改")
    for who in ("liaison", "section", "head"):
        with pytest.raises(NotPermitted):
            caller.do(case.pk, "dismiss", who, reason="不是错")
        with pytest.raises(NotPermitted):
            caller.do(case.pk, "clear", who, look="好了")
    caller.do(case.pk, "correct", "liaison", done="已改")
    run_waiting_jobs()
    case.refresh_from_db()
    assert (case.state, FindingDetail.objects.get(pk=case.pk).look) == ("assigned", "复查：问题仍然存在")
    planted.change("/zwdt/1.html", "布署", "部署")
    caller.do(case.pk, "correct", "section", done="已改为部署")
    run_waiting_jobs()
    case.refresh_from_db()
    assert (case.state, case.is_open, FindingDetail.objects.get(pk=case.pk).look) == (
        "closed",
        False,
        "复查：问题已消除",
    )
    assert list(Act.objects.filter(case=case).order_by("pk").values_list("action", flat=True)) == [
        *("find", "assign", "correct", "persist", "correct", "clear"),
    ]
    with pytest.raises(NotInThisState):
        caller.do(case.pk, "correct", "liaison", done="再改")


def test_a_false_alarm_is_decided_by_others_and_not_raised_again(faulty: Run, caller: Caller, own_site: Site) -> None:
    """The unit claims, the office decides; the same place is left alone until its words change."""
    case = of("wording")
    with pytest.raises(NotPermitted):
        caller.do(case.pk, "claim_false", "clerk", reason="引用原文")
    caller.do(case.pk, "claim_false", "liaison", reason="引用原文")
    caller.do(case.pk, "uphold", "clerk", reason="应为部署")
    caller.do(case.pk, "claim_false", "liaison", reason="历史文件原文如此")
    caller.do(case.pk, "dismiss", "clerk", reason="历史文件原文")
    again = inspect(own_site)
    assert len(cases()) == 2
    assert again.findings.get(indicator="wording").case is None


def test_a_dead_link_is_looked_at_again_by_its_address(faulty: Run, caller: Caller, planted: Planted) -> None:
    """The link answers again, or is taken away: gone. The office that keeps the page reports; another verifies by hand."""
    case = of("dead_link")
    caller.do(case.pk, "correct", "clerk", done="已改")
    with pytest.raises(Refused):
        caller.do(case.pk, "verify", "clerk", opinion="好了")
    assert recheck(case.pk, at=NOW, key="a").result == "stands"
    caller.do(case.pk, "correct", "clerk", done="链接已恢复")
    with pytest.raises(Refused, match="仍然存在"):
        caller.do(case.pk, "verify", "office_section", opinion="好了")
    planted.put("/gone.html", "<p>恢复</p>")
    assert recheck(case.pk, at=NOW, key="b").result == "gone"
    assert of("dead_link").state == "closed"


def test_a_stale_column_is_looked_at_again(own_site: Site, planted: Planted, caller: Caller) -> None:
    """A finding about a whole column is judged by a short walk with the column's interval."""
    planted.change("/zwdt/", "2026-02-27", "2026-01-05")
    planted.change("/zwdt/1.html", "2026-02-27", "2026-01-05")
    planted.change("/", "/zwdt/1.html", "/tzgg/1.html")
    inspect(own_site)
    case = of("stale_news")
    assert recheck(case.pk, at=NOW, key="a").result == "stands"
    planted.change("/zwdt/", "2026-01-05", "2026-03-01")
    assert recheck(case.pk, at=NOW, key="b").result == "gone"
    assert of("stale_news").state == "closed"


def test_what_people_found_is_closed_by_people(caller: Caller, world: World, today_is_fixed: None) -> None:
    """A finding of a patrol by hand: assigned, corrected, verified by the office; a look says that it cannot tell."""
    given = {"indicator": "by_hand", "gravity": "grave", "message": "页面版式错乱"}
    with pytest.raises(NotPermitted):
        caller.open("liaison", **given)
    case_id = caller.open("clerk", **given)
    caller.do(case_id, "assign", lead_units=[world.district.education.pk])
    assert caller.due(case_id, "correct") == date(2026, 3, 3)
    caller.do(case_id, "correct", "liaison", done="已改")
    run_waiting_jobs()
    assert caller.case(case_id).state == "corrected"
    caller.do(case_id, "verify", "clerk", opinion="已看过页面")
    assert caller.case(case_id).state == "closed"


def test_late_findings_are_reminded_once_a_day(faulty: Run) -> None:
    """Reminding twice on a day reminds once."""
    day = date(2026, 3, 9)
    at = NOW + timedelta(days=7)
    assert remind_late(day, at) == 2
    assert remind_late(day, at) == 2
    assert Act.objects.filter(action="remind").count() == 2
    assert remind_late(TODAY, NOW) == 0


def test_a_secret_mark_is_followed_up_without_its_words(own_site: Site, planted: Planted) -> None:
    """The case says where, never what."""
    planted.put(
        "/gk/", "<html lang='zh'><title>机密★10年</title><main><p>机密★10年</p><p>内部数字八千万</p></main></html>"
    )
    inspect(own_site)
    detail = FindingDetail.objects.get(indicator="secrecy_mark")
    kept = f"{detail.case.title}{detail.message}{detail.excerpt}{detail.mark}{detail.evidence}"
    assert "机密" not in kept
    assert "八千万" not in kept
    assert detail.gravity == "grave"
    row = RunFinding.objects.get(indicator="secrecy_mark")
    assert "机密" not in f"{row.page}{row.message}{row.excerpt}{row.mark}{RunVisit.objects.get(url=row.url).facts}"


def test_a_killed_run_goes_on_where_it_stood(own_site: Site, planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill in the middle loses at most what was in flight: every address is seen once, the result is the same."""
    whole = inspect(own_site)
    expected = set(whole.visits.values_list("url", flat=True))
    planted.asked.clear()
    run = start_run(own_site, on=TODAY, at=NOW)
    kept = runs.RunBook.keep
    count = 0

    def dies(self: Any, *given: Any) -> None:
        nonlocal count
        count += 1
        if count == 6:
            raise KeyboardInterrupt
        kept(self, *given)

    monkeypatch.setattr(runs.RunBook, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        step_run(run.pk, at=NOW)
    monkeypatch.setattr(runs.RunBook, "keep", kept)
    with pytest.raises(RunTakenError):
        step_run(run.pk, at=NOW)
    later = NOW + timedelta(minutes=11)
    while step_run(run.pk, at=later, seconds=0.0):
        later += timedelta(minutes=11)
    run.refresh_from_db()
    assert (run.state, run.done, run.verdict) == ("done", whole.done, whole.verdict)
    assert set(run.visits.values_list("url", flat=True)) == expected
    twice = [path for path in planted.asked if planted.asked.count(path) > 1 and path not in {"/robots.txt", "/"}]
    assert len(set(twice)) <= 8


def test_a_run_is_cut_by_its_bounds_and_says_so(
    own_site: Site, planted: Planted, faulty: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that did not come everywhere closes nothing it did not see."""
    limits = runs.read_limits()
    monkeypatch.setattr(runs, "read_limits", lambda: type(limits)(pages=4, links=0, delay=0.0, per_host=4))
    cut = inspect(own_site)
    assert (cut.is_cut, cut.pages) == (True, 4)
    assert {case.state for case in cases()} == {"assigned"}


def test_a_site_has_one_run_at_a_time_and_forgets_old_pages(own_site: Site, planted: Planted) -> None:
    """Two people start at once: one run. A stopped run judges nothing. Pages of runs before the last are let go."""
    first = begin(own_site.pk, started_by="陈思远")
    with pytest.raises(AlreadyRunning):
        begin(own_site.pk, started_by="何静宜")
    assert stop_run(Run.objects.get(pk=first), at=NOW)
    assert step_run(first, at=NOW) is False
    run_waiting_jobs()
    kept = [inspect(own_site).pk for _ in range(3)]
    assert set(RunVisit.objects.values_list("run", flat=True)) == set(kept[1:])
    assert due_sites(NOW) == []
    assert due_sites(NOW + timedelta(days=1)) == [own_site]


def test_attempts_to_open_a_site_are_kept(own_site: Site, planted: Planted) -> None:
    """A front page that fails is an attempt that failed."""
    probe_sites(NOW)
    planted.pages["/"] = (500, {}, b"")
    probe_sites(NOW)
    assert [probe.opened for probe in list_probes(own_site, until=TODAY)] == [True, False]


def test_more_findings_than_a_run_may_open_wait_for_the_next(
    own_site: Site, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gravest go first; the rest is counted and opened later."""
    cache.clear()
    links = "".join(f'<a href="/gone{number}.html">链接之{number}</a>' for number in range(3))
    planted.change("/gk/", "</h1>", f"</h1>{links}<p>邮寄地址见下，申请人身份证号11010519491231002X。</p>")
    monkeypatch.setattr("mingzheng.domains.patrol.services.following.get_value", lambda key: 2)
    first = inspect(own_site)
    assert (first.unopened, len(cases())) == (2, 2)
    assert FindingDetail.objects.filter(indicator="privacy").count() == 1
    assert (inspect(own_site).unopened, len(cases())) == (0, 4)


def test_what_patrol_kept_of_a_page_taken_down_is_let_go(own_site: Site, planted: Planted, caller: Caller) -> None:
    """Cases, acts, the ledger and stored runs lose its words, also where another page repeats them; the rest stays."""
    words = "某某某的家庭情况见附表并请各单位按照布署办理"
    planted.put("/zwdt/2.html", article("关于某某某同志家庭困难补助情况的公示", "2026-02-20", words))
    planted.change("/zwdt/1.html", "各单位按照安排", "其他单位按照布署")
    link = '<a href="/zwdt/2.html">关于某某某同志家庭困难补助情况的公示</a>'
    planted.change("/zwdt/", "</h1>", f"</h1>{link}")
    inspect(own_site)
    mine = FindingDetail.objects.get(indicator="wording", url__endswith="/zwdt/2.html")
    caller.do(mine.pk, "correct", "liaison", done="已改：某某某的家庭情况")
    assert "家庭情况" in mine.excerpt
    assert seal_pages(["/zwdt/2.html/"], at=NOW) == 1
    kept = [
        *FindingDetail.objects.values_list("message", "excerpt", "mark", "case__title"),
        *RunFinding.objects.values_list("message", "excerpt", "mark", "page"),
        *RunVisit.objects.values_list("words", "facts"),
        *Act.objects.values_list("data", "changes"),
        *((entry.payload, read_private(entry)) for entry in list_entries(stream="case", stream_id=str(mine.pk))),
    ]
    assert [words for words in kept if "某某某" in str(words)] == []
    assert "其他单位" in str(kept)
