"""The screens of patrol: who may see them, what they show, what a wrong or hostile input gets, no query a row."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.domains.patrol.models import FindingDetail, Run, Site
from mingzheng.domains.patrol.services.runs import start_run, step_run
from mingzheng.domains.patrol.tests.planted import Planted
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.public import list_entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(own_site: Site, planted: Planted) -> Run:
    planted.change("/zwdt/1.html", "各单位按照安排", "各单位按照布署")
    made = start_run(own_site, on=TODAY, at=NOW, started_by="陈思远")
    step_run(made.pk, at=NOW)
    return Run.objects.get(pk=made.pk)


@pytest.fixture
def clerk(world: World) -> Client:
    return signed_in_as(world.accounts["clerk"])


def test_only_the_office_inspects(world: World, run: Run, own_site: Site) -> None:
    """Nobody else sees sites and runs; who keeps a column sees his finding."""
    places = [reverse("patrol:board"), reverse("patrol:new_site"), reverse("patrol:run", args=[run.pk])]
    places += [reverse("patrol:site", args=[own_site.pk]), reverse("patrol:progress", args=[run.pk])]
    expected = {"": 302, "stranger": 403, "liaison": 403, "clerk": 200, "office_section": 200}
    for who, status in expected.items():
        client = signed_in_as(world.accounts[who]) if who else Client()
        assert {client.get(place).status_code for place in places} == {status}, who
    start = reverse("patrol:start", args=[own_site.pk])
    assert signed_in_as(world.accounts["liaison"]).post(start).status_code == 403
    case = FindingDetail.objects.get(indicator="wording").case
    page = signed_in_as(world.accounts["liaison"]).get(reverse("casework:case", args=[case.number])).content.decode()
    assert "布署" in page
    assert "报告已整改" in page


def test_a_run_shows_its_result_and_exports_it(clerk: Client, run: Run) -> None:
    """Verdict, points, what has to be looked at by people; the workbook has every finding with its case."""
    page = clerk.get(reverse("patrol:run", args=[run.pk])).content.decode()
    assert "合格" in page
    assert "须人工检查" in page
    answer = clerk.get(reverse("patrol:run", args=[run.pk]), {"format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][1:3] == ("问题提示：表述、错别字", "政务动态第一条信息")
    assert rows[1][5] == FindingDetail.objects.get().case.number


def test_a_site_is_added_and_its_first_run_starts(
    clerk: Client, world: World, planted: Planted, today_is_fixed: None
) -> None:
    """A wrong address is refused in words; the same site is not added twice; the run is done by jobs."""
    place = reverse("patrol:new_site")
    given: dict[str, Any] = {
        "name": "某部门网站",
        "unit": world.district.office.pk,
        "every_days": 0,
        "opens_cases": "on",
    }

    def add(address: str, key: str) -> Any:
        return clerk.post(place, {**given, "address": address, "idempotency_key": key})

    for number, address in enumerate(("javascript:alert(1)", "http://a:b@c.example/", "//x", "http://" + "a" * 600)):
        assert add(address, f"k{number}").status_code == 422
    assert add(planted.url, "good").status_code == 302
    site = Site.objects.get()
    assert (site.is_own, site.runs.get().state) == (False, "walking")
    walking = clerk.get(reverse("patrol:run", args=[site.runs.get().pk])).content.decode()
    assert "正在巡检" in walking
    assert "现在巡检" in clerk.get(reverse("patrol:board")).content.decode()
    again = clerk.post(reverse("patrol:start", args=[site.pk]), follow=True).content.decode()
    assert "正在进行" in again
    run_waiting_jobs()
    progress = clerk.get(reverse("patrol:progress", args=[site.runs.get().pk]))
    assert (site.runs.get().state, progress["HX-Refresh"]) == ("done", "true")
    assert add(planted.url.rstrip("/").upper(), "other").status_code == 422


def test_a_run_may_be_stopped(clerk: Client, own_site: Site) -> None:
    """What was seen is not judged."""
    made = start_run(own_site, on=TODAY, at=NOW)
    answer = clerk.post(reverse("patrol:run", args=[made.pk]), follow=True).content.decode()
    assert "已停止本次巡检" in answer
    assert Run.objects.get(pk=made.pk).verdict == "已停止，未作结论"
    assert clerk.get(reverse("patrol:run", args=[999_999])).status_code == 404


def test_a_run_costs_the_same_for_one_finding_and_for_many(
    clerk: Client, run: Run, django_assert_max_num_queries: Any
) -> None:
    """No query a row."""
    place = reverse("patrol:run", args=[run.pk])
    clerk.get(place)
    row = run.findings.get()
    for number in range(12):
        row.pk, row.fingerprint = None, f"{number}"
        row.save()
    with django_assert_max_num_queries(30):
        clerk.get(place)


def test_people_give_a_bonus_above_80_with_a_reason_on_record(clerk: Client, run: Run) -> None:
    """More than 30, or without a reason, is refused; at 80 or with a veto there is no bonus."""
    place = reverse("patrol:run", args=[run.pk])
    assert "人工评定加分" in clerk.get(place).content.decode()
    for points, reason in (("31", "创新"), ("-1", "创新"), ("5", "")):
        assert clerk.post(place, {"bonus": points, "reason": reason}).status_code == 422
    clerk.post(place, {"bonus": "12.5", "reason": "创新发展"})
    run.refresh_from_db()
    assert (run.total, run.bonus_reason) == (run.points + Decimal("12.5"), "创新发展")  # type: ignore[operator]
    assert [entry.kind for entry in list_entries("patrol_site", str(run.site_id))] == ["bonus_given"]
    Run.objects.filter(pk=run.pk).update(points=80, bonus=None)
    assert "保存加分" not in clerk.get(place).content.decode()
    clerk.post(place, {"bonus": "5", "reason": "创新"})
    run.refresh_from_db()
    assert (run.bonus, run.total) == (None, 80)
