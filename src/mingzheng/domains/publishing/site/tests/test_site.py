"""What the public may not see is in no page, list, feed, sitemap, search or endpoint; what it may see is well said."""

import datetime as dt

import pytest
import time_machine
from defusedxml.ElementTree import fromstring

from mingzheng.casework.tests.world import NOW
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.models import ItemRelation, Publication, Withdrawal
from mingzheng.domains.publishing.site import feeds, finding, jobs, reading
from mingzheng.domains.publishing.site.addresses import item_ref
from mingzheng.domains.publishing.site.lists import render_column
from mingzheng.domains.publishing.site.tests.shelf import Text, make_column, put_on_shelf
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.models import SiteFile
from mingzheng.platform.portal.public import publish_pages
from mingzheng.platform.portal.rebuilding import open_rebuild, rebuild_step
from mingzheng.platform.search.public import Subject, index_at_once

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "甲乙丙丁戊己庚"
DAY = dt.timedelta(days=1)
HIDDEN = {
    "withdrawn": {"withdrawn_at": NOW - DAY},
    "taken down": {"taken_down_at": NOW - DAY},
    "not yet": {"updated_at": NOW + DAY},
    "its period over": {"shown_until": (NOW - DAY).date()},
    "an earlier version": {"is_current": False},
}


@pytest.fixture(autouse=True)
def site_dir(tmp_path, settings):
    """Return a site folder of its own; the application's clock stands."""
    settings.SITE_DIR = tmp_path / "site"
    with time_machine.travel(NOW, tick=False):
        yield settings.SITE_DIR


def rebuild():
    """Write the whole site."""
    run = open_rebuild(at=now())
    while rebuild_step(run.pk, at=now()):
        pass


def texts_of(folder):
    return {
        path.name: path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.suffix in {".html", ".xml", ".atom", ".rss", ".ics"}
    }


@pytest.mark.parametrize("why", HIDDEN)
def test_what_the_public_may_not_see_is_nowhere(client, site_dir, why):
    make_column("zcwj", "政策文件")
    make_column("zjyj", "意见征集")
    closes = {"extra": {"closes": "2026-12-31"}}
    shown, hidden = put_on_shelf(
        [
            Text("可以看的文件", "zcwj", "<p>公开的内容。</p>"),
            Text(f"看不得的{SECRET}", "zjyj", f"<p>{SECRET}</p>", "consultation", fields={"summary": SECRET, **closes}),
        ]
    )
    ItemRelation.objects.create(item_id=shown.item_id, other_id=hidden.item_id, kind="replaces", noted_at=NOW)
    rebuild()
    assert any(SECRET in text for text in texts_of(site_dir).values())
    finding.bring_in_index([shown.item_id, hidden.item_id])
    assert SECRET in client.get("/search", {"q": SECRET}).content.decode().replace("<mark>", "").split("result", 1)[-1]

    Publication.objects.filter(pk=hidden.pk).update(**HIDDEN[why])
    publish_pages([item_ref(hidden.item_id)])

    assert [name for name, text in texts_of(site_dir).items() if SECRET in text] == []
    assert not any("zjyj" in path for path in SiteFile.objects.filter(status=200).values_list("path", flat=True))
    # The index is late on purpose: it still holds the words.
    index_at_once([Subject(finding.ref_of(hidden.item_id), finding.KIND, SECRET, SECRET, [], [])])
    for path, query in (
        ("/search", {"q": SECRET}),
        ("/search", {"q": SECRET[:2], "class": "consultation"}),
        ("/search/feed", {"q": SECRET}),
        ("/api/public/v1/items", {}),
        ("/api/public/v1/items", {"column": "zjyj"}),
        ("/api/public/v1/columns", {}),
        ("/api/public/v1/consultations", {}),
        (f"/api/public/v1/items/{shown.item_id}", {}),
    ):
        words = client.get(path, query).content.decode().replace("<mark>", "").replace("</mark>", "")
        assert f"看不得的{SECRET}" not in words, path
        assert "zjyj/2026" not in words, path
    assert client.get(f"/api/public/v1/items/{hidden.item_id}").status_code == 404
    assert reading.newest_of(None, now()) == [shown]


def test_a_withdrawn_item_leaves_a_note_at_its_address_with_its_reason(site_dir):
    make_column("zcwj", "政策文件")
    (item,) = put_on_shelf([Text("旧办法", "zcwj", f"<p>{SECRET}</p>")])
    rebuild()
    Withdrawal.objects.create(
        publication=item, kind="repealed", note="已被新办法替代。", redirect="/zcwj/", withdrawn_at=NOW
    )
    Publication.objects.filter(pk=item.pk).update(withdrawn_at=NOW)
    announce(SiteChange(SiteVerb.WITHDRAWN, item.item_id, item.path))
    page = (site_dir / item.path / "index.html").read_text("utf-8")
    assert (site_dir / item.path / "index.html.status").read_text() == "410"
    assert "已被新办法替代。" in page
    assert 'href="/zcwj/"' in page
    assert SECRET not in page
    assert 'content="noindex"' in page


def test_a_document_says_whether_it_is_in_force_and_what_replaced_it(site_dir):
    make_column("gfxwj", "行政规范性文件")
    old, new = put_on_shelf(
        [
            Text(
                "旧办法",
                "gfxwj",
                item_class="normative",
                fields={"in_force_from": dt.date(2020, 1, 1), "abolished_on": dt.date(2026, 1, 1)},
            ),
            Text(
                "新办法",
                "gfxwj",
                item_class="normative",
                fields={"in_force_from": dt.date(2026, 1, 1), "document_number": "云府规〔2026〕1号"},
            ),
        ]
    )
    ItemRelation.objects.create(item_id=new.item_id, other_id=old.item_id, kind="replaces", noted_at=NOW)
    publish_pages([item_ref(new.item_id)])
    first, second = ((site_dir / one.path / "index.html").read_text("utf-8") for one in (old, new))
    assert "<strong>已废止</strong>" in first
    assert f'替代本文件的：<a href="/{new.path}/">新办法</a>' in first
    assert "<strong>现行有效</strong>" in second
    for name in (
        "SiteName",
        "SiteIDCode",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
        "Url",
    ):
        assert f'<meta name="{name}" content="' in second
    assert "云府规〔2026〕1号" in second
    assert len(second.encode()) < 20_000


def test_a_new_day_changes_what_comes_into_force_or_ends_with_it(site_dir):
    make_column("gfxwj", "行政规范性文件")
    last = {"in_force_from": dt.date(2021, 1, 1), "in_force_to": today() - DAY}
    (item,) = put_on_shelf([Text("到期办法", "gfxwj", item_class="normative", fields=last)])
    jobs.turn_validity.call()
    run_waiting_jobs()
    assert "<strong>已失效</strong>" in (site_dir / item.path / "index.html").read_text("utf-8")


def test_a_text_cannot_carry_anything_that_runs_and_its_links_leave_with_a_notice(site_dir):
    make_column("zcwj", "政策文件")
    hostile = '<p><a href="https://other.example/x">别的网站</a> <a href="/zcwj/">本站</a></p>'
    (item,) = put_on_shelf(
        [Text('<script>alert(1)</script>"题', "zcwj", hostile, fields={"summary": '"><img src=x onerror=1>'})]
    )
    rebuild()
    for name, text in texts_of(site_dir).items():
        assert "<script>" not in text, name
        assert "<img src=x" not in text, name
    page = (site_dir / item.path / "index.html").read_text("utf-8")
    assert 'href="/leaving?to=https%3A%2F%2Fother.example%2Fx' in page
    assert '<a href="/zcwj/">本站</a>' in page


def test_feeds_and_calendar_are_well_formed_whatever_stands_in_a_title(site_dir):
    make_column("zjyj", "意见征集")
    extra = {"extra": {"opens": "2026-03-01", "closes": "2026-03-31"}}
    put_on_shelf(
        [Text('征求 <意见> & "看法";\x0b 一二三' + "长" * 60, "zjyj", item_class="consultation", fields=extra)]
    )
    for page in feeds.render_feed("all"):
        root = fromstring(page.body)
        assert "征求 <意见>" in "".join(root.itertext())
    (calendar,) = feeds.render_calendar()
    assert b"DTSTART;VALUE=DATE:20260301" in calendar.body
    assert b"DTEND;VALUE=DATE:20260401" in calendar.body
    assert max(len(line) for line in calendar.body.split(b"\r\n")) <= 75


def test_the_search_understands_synonyms_pinyin_slips_numbers_and_filters(client):
    make_column("zcwj", "政策文件")
    past = {"in_force_from": dt.date(2015, 1, 1), "in_force_to": dt.date(2020, 1, 1)}
    items = put_on_shelf(
        [
            Text("最低生活保障办法", "zcwj", fields={"document_number": "云府办〔2026〕3号"}),
            Text("养老补贴发放办法", "zcwj"),
            Text("养老补贴旧办法", "zcwj", fields=past),
        ]
    )
    finding.bring_in_index([one.item_id for one in items])

    def found(**query):
        text = client.get("/search", query).content.decode().replace("<mark>", "").replace("</mark>", "")
        return [
            one.title
            for one in sorted(items, key=lambda one: text.find(f">{one.title}</a>"))
            if f">{one.title}</a>" in text
        ]

    assert found(q="低保") == ["最低生活保障办法"]
    assert found(q="云府办〔2026〕3号") == ["最低生活保障办法"]
    assert found(q="养老") == ["养老补贴发放办法", "养老补贴旧办法"], (
        "in force first, though the other is newer in the index"
    )
    assert found(q="yanglao") == ["养老补贴发放办法", "养老补贴旧办法"]
    assert found(q="养老", state="past") == ["养老补贴旧办法"]
    assert found(q="养老", year="2025") == []
    assert "养老" in client.get("/search", {"q": "养劳补贴"}).content.decode().split("您要找的是不是")[1][:120]


def test_the_public_api_walks_by_pages_answers_304_and_refuses_nonsense(client):
    make_column("zcwj", "政策文件")
    put_on_shelf([Text(f"文件{number}", "zcwj") for number in range(5)])
    first = client.get("/api/public/v1/items", {"limit": 3})
    body = first.json()
    assert len(body["items"]) == 3
    rest = client.get("/api/public/v1/items", {"limit": 3, "after": body["next_after"]}).json()
    assert len(rest["items"]) == 2
    assert rest["next_after"] is None
    assert client.get("/api/public/v1/items", {"limit": 3}, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/public/v1/items", {"limit": 1000}).status_code == 422
    assert client.get("/api/public/v1/items", {"column": "nowhere"}).json()["items"] == []
    assert client.post("/api/public/v1/items", {}, content_type="application/json").status_code == 405
    assert client.get("/api/public/v1/openapi.json").json()["openapi"].startswith("3.1")


def test_a_list_of_a_column_costs_the_same_questions_for_one_item_and_for_ten(django_assert_max_num_queries):
    make_column("zcwj", "政策文件")
    put_on_shelf([Text("一", "zcwj")])
    with django_assert_max_num_queries(12):
        render_column("zcwj")
    put_on_shelf([Text(f"文件{number}", "zcwj") for number in range(10)])
    with django_assert_max_num_queries(12):
        render_column("zcwj")
