"""The library: texts read into articles, folders brought in, the text of a day, what holds first, pages, export, who keeps."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.documents.articles import find_effective_day, parse_text
from mingzheng.domains.normative.library.importing import import_folder
from mingzheng.domains.normative.library.keeping import note_amended
from mingzheng.domains.normative.library.searching import rebuild_index, search_library
from mingzheng.domains.normative.models import Article, Document
from mingzheng.domains.normative.output import write_json
from mingzheng.domains.normative.selectors import holding, list_texts, text_as_of, validity_of
from mingzheng.domains.normative.site import render_document, render_list
from mingzheng.domains.normative.tests.drafts import TEXT, Drafts
from mingzheng.domains.normative.validity import latest_expiry, shift_months
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.portal.public import find_public

DAYS = st.dates(date(2000, 2, 1), date(2040, 1, 1))

LAW = """# 示例条例

2010年1月1日 某大会通过

2020年5月1日 某大会修订

## 第一章 总　则

第一条 为了示例，制定本条例。

第二条 本条例所称示例，适用第三条的规定。

### 第一节 分节

第三条之一 有下列情形的：

（一）甲；

（二）乙。

第四条 本条例自2020年7月1日起施行。
"""


def test_a_text_is_read_into_divisions_articles_paragraphs_and_items() -> None:
    parsed = parse_text(LAW)
    assert parsed.title == "示例条例"
    assert parsed.history == ("2010年1月1日 某大会通过", "2020年5月1日 某大会修订")
    assert [(one.number, one.suffix, one.label) for one in parsed.articles] == [
        (1, 0, "第一条"),
        (2, 0, "第二条"),
        (3, 1, "第三条之一"),
        (4, 0, "第四条"),
    ]
    assert parsed.articles[2].path == "第一章 总 则 · 第一节 分节"
    assert parsed.articles[2].paragraphs == ("有下列情形的：", "（一）甲；", "（二）乙。")
    assert parsed.faults == ("第三条之一不接在上一条之后",)
    assert find_effective_day(parsed) == date(2020, 7, 1)


@given(st.text(max_size=400))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    parse_text(text, title="x")


@given(day=DAYS, amount=st.integers(-60, 60))
def test_months_are_shifted_to_a_day_there_is(day: date, amount: int) -> None:
    there = shift_months(day, amount)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == amount
    assert there.day <= day.day


@pytest.mark.parametrize(
    ("begins", "provisional", "last"),
    [
        (date(2026, 5, 1), False, date(2031, 4, 30)),
        (date(2026, 5, 1), True, date(2029, 4, 30)),
        (date(2024, 2, 29), False, date(2029, 2, 27)),
    ],
)
def test_a_document_lasts_five_years_or_three(begins: date, provisional: bool, last: date) -> None:
    assert latest_expiry(begins, is_provisional=provisional) == last


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    old = {
        "title": "示例法",
        "date": "2015-03-01",
        "category": "社会法",
        "text": "第一条 旧文。\n第二条 自2015年5月1日起施行。",
    }
    new = {
        "title": "示例法",
        "date": "2024-03-01",
        "category": "社会法",
        "text": "第一条 新文。\n第二条 托管机构应当备案。",
    }
    lines = [json.dumps(one, ensure_ascii=False) for one in (old, new)]
    (tmp_path / "laws.jsonl").write_text("\n".join([*lines, "{broken", '{"title": "无正文", "text": ""}']), "utf-8")
    (tmp_path / "titles.txt").write_text("国务院关于示例的通知\n示例条例\n国务院关于示例的通知\n", "utf-8")
    (tmp_path / "示例规定(2019-01-01).md").write_text(LAW, "utf-8")
    return tmp_path


@pytest.mark.django_db
def test_a_folder_comes_in_once_and_two_texts_of_a_law_are_two_versions(folder: Path) -> None:
    report = import_folder(folder, at=NOW)
    assert (report.documents, report.texts, report.titles) == (2, 3, 2)
    assert any("第 3 行" in note for note in report.notes)
    again = import_folder(folder, at=NOW)
    assert (again.documents, again.texts, again.titles) == (0, 0, 0)
    law = Document.objects.get(title="示例法")
    assert law.effective_on == date(2015, 5, 1)
    texts = list_texts(law)
    words = {day: text_as_of(texts, day).articles.get(number=1).text for day in (date(2016, 1, 1), TODAY)}  # type: ignore[union-attr]
    assert words == {date(2016, 1, 1): "旧文。", TODAY: "新文。"}
    assert not validity_of(Document.objects.get(title="示例条例"), TODAY).holds


@pytest.mark.django_db
def test_the_condition_in_sql_is_the_rule_on_values(drafts: Drafts) -> None:
    document, _ = drafts.published()
    other = Document.objects.create(slug="x", kind="law", title="无日期")
    assert document.effective_on
    assert document.expires_on
    Document.objects.filter(pk=document.pk).update(ended_on=document.expires_on - timedelta(days=9), ending="revoked")
    for day in (
        TODAY,
        document.effective_on,
        document.effective_on - timedelta(days=1),
        document.expires_on - timedelta(days=10),
        document.expires_on - timedelta(days=9),
    ):
        held = set(Document.objects.filter(holding(day)).values_list("pk", flat=True))
        assert held == {one.pk for one in Document.objects.all() if validity_of(one, day).holds}
    assert not validity_of(other, TODAY).holds


@pytest.mark.django_db
def test_a_search_finds_articles_and_shows_what_holds_first(folder: Path) -> None:
    import_folder(folder, at=NOW)
    Document.objects.create(
        slug="gone",
        kind="own_government",
        title="托管机构管理办法",
        effective_on=date(2010, 1, 1),
        expires_on=date(2015, 1, 1),
    )
    rebuild_index()
    found = search_library("托管机构", on=TODAY)
    assert [one.document.title for one in found] == ["示例法", "托管机构管理办法"]
    assert found[0].articles[0].number == 2
    assert found[0].validity.holds
    assert not found[1].validity.holds


@pytest.mark.django_db
def test_public_pages_have_an_address_for_every_article_and_for_every_day(folder: Path, client: Client) -> None:
    import_folder(folder, at=NOW)
    law = Document.objects.get(title="示例法")
    pages = {page.path: page.body.decode() for page in render_document(law.slug)}
    base = f"/library/{law.slug}/"
    assert set(pages) == {base, f"{base}article-1/", f"{base}article-2/"}
    assert "现行有效" in pages[base]
    for page in (pages[base], pages[f"{base}article-1/"]):
        for name in ("ArticleTitle", "ColumnName", "ContentSource", "Url"):
            assert f'<meta name="{name}" content="' in page
    assert '<meta name="ColumnName"' in render_list("laws")[0].body.decode()
    assert "新文" in pages[f"{base}article-1/"]
    assert "旧文" in client.get(f"{base}on/2016-01-01/").content.decode()
    assert "旧文" in client.get(f"{base}on/2016-01-01/article-1/").content.decode()
    assert client.get(f"{base}on?day=2016-01-01")["Location"] == f"{base}on/2016-01-01/"
    for wrong in (f"{base}on/2016-13-01/", f"{base}on/2016-01-01/article-9/", "/library/none/on/2016-01-01/"):
        assert client.get(wrong).status_code == 404
    rebuild_index()
    earlier = client.get("/library/search?q=旧文").content.decode()
    assert "以前的文本里有" in earlier
    assert "以前的文本里有" not in client.get("/library/search?q=新文").content.decode()
    Document.objects.create(slug="bare", kind="higher", title="新文的通知", dates_inferred=True)
    rebuild_index()
    hit, unstated = find_public("新文", {}, page=1, on=TODAY).hits
    assert unstated.found.state == "效力待确认"
    assert (hit.found.url, hit.found.state) == (base, "现行有效")
    assert find_public("旧文", {}, page=1, on=TODAY).hits == ()
    assert "示例法" in render_list("laws")[0].body.decode()
    told = client.get("/api/public/v1/library/documents?limit=100").json()
    assert client.get("/api/public/v1/library/documents?kind=nothing").json()["code"] == "unknown_kind"
    assert law.slug in [one["slug"] for one in told["items"]]
    old = client.get(f"/api/public/v1/library/documents/{law.slug}?on=2016-01-01").json()
    assert "旧文" in old["articles"][0]["text"]
    assert client.get("/api/public/v1/library/documents/none").status_code == 404
    assert render_document("none") == render_list("none") == []


@pytest.mark.django_db
def test_the_desk_reads_keeps_and_exports(drafts: Drafts, world: World) -> None:
    document, _ = drafts.published()
    liaison, tax = (signed_in_as(world.accounts[who]) for who in ("liaison", "tax_liaison"))
    page = f"/desk/library/{document.slug}/"
    assert "尚未施行" in liaison.get(page).content.decode()
    for path in (
        "/desk/library/",
        "/desk/library/?kind=law",
        "/desk/library/?q=托管",
        "/desk/library/expiring",
        f"{page}?on=x",
    ):
        assert liaison.get(path).status_code == 200, path
    assert tax.get(page).status_code == 200
    assert tax.get(f"{page}text").status_code == 403
    sent = {
        "in_force_from": document.effective_on,
        "amended_by": "没有的文件",
        "text": TEXT.replace("第二条", "第九条"),
    }
    refused = liaison.post(f"{page}text", sent).content.decode()
    assert "条的次序不对" in refused
    assert "没有这个文件" in refused
    assert (
        liaison.post(f"{page}text", {**sent, "amended_by": "", "text": TEXT.replace("课后", "放学后")}).status_code
        == 302
    )
    assert Article.objects.filter(version__document=document, text__contains="放学后").exists()
    assert "没有读出条文" in liaison.post(f"{page}text", {**sent, "amended_by": "", "text": "全文"}).content.decode()
    # An amendment to come is in the library, but the document is amended only from its day on.
    begins = document.effective_on + timedelta(days=30)
    later = {"in_force_from": begins, "amended_by": "", "text": TEXT.replace("课后", "假期")}
    assert liaison.post(f"{page}text", later).status_code == 302
    assert note_amended(begins - timedelta(days=1)) == 0
    assert note_amended(begins + timedelta(days=1)) == 1
    document.refresh_from_db()
    assert document.amended
    follow = {"title": "再解读", "form": "qa", "core": "甲", "differences": "乙", "scope": "丙", "standards": "丁"}
    assert liaison.post(f"{page}follow-up", follow).status_code == 302
    assert "再解读" in liaison.get(page).content.decode()
    told = json.loads(write_json(TODAY))
    assert told["documents"][0]["articles"][0]["label"] == "第一条"
    assert liaison.get("/desk/library/export.xlsx").content[:2] == b"PK"
    assert Client().get("/desk/library/export.json").status_code == 302


@pytest.mark.django_db
def test_sixty_laws_and_five_hundred_titles_come_in(shared_dir: Path) -> None:
    report = import_folder(shared_dir / "samples" / "laws", at=NOW)
    assert report.texts == 60
    assert report.titles > 480
    assert report.articles > 3000
    assert not [note for note in report.notes if "次序" in note or "不接" in note]
    law = Document.objects.get(title="国务院组织法")
    assert law.texts.count() == 2
