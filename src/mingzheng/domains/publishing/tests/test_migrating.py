"""Old articles: checked line by line, brought over on their own days with their pictures, once; marked, counted, searchable."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingzheng.casework.tests.world import NOW, TODAY
from mingzheng.domains.publishing.migrating.boxes import ZipBox
from mingzheng.domains.publishing.migrating.former import find_former, map_of_former
from mingzheng.domains.publishing.migrating.services import answer_columns, begin_migration, box_of, load
from mingzheng.domains.publishing.models import Item, Migration, Publication
from mingzheng.domains.publishing.selectors import public_items
from mingzheng.domains.publishing.services.comparing import compare_published
from mingzheng.domains.publishing.tests.publishing import Desk
from mingzheng.domains.publishing.tests.test_life import PNG
from mingzheng.figures.public import Period, Scope, value_of
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.content.models import Asset
from mingzheng.platform.files.public import store_upload

pytestmark = pytest.mark.django_db
LIST = """标题,发布时间,栏目,来源,正文文件,正文,附件,原网址
关于春季植树的通知,2021-03-05 10:23,政策文件,区林业局,a\\1.html,,a/表.txt,http://old.example/a/1.html
旧的简讯,2020年1月2日,老栏目,,,"<p>一段正文，见<a href=""http://old.example/up/c.txt"">名单</a>。</p>",,
没有正文的一条,2021-03-06,政策文件,,,,,
时间不对,不详,政策文件,,,正文,,
将来的,2031-01-01,政策文件,,,正文,,
"""
PAGE = (
    "<html><head><title>x</title></head><body><h1>植树</h1>"
    '<p>正文<img src="p.png" alt="树苗"><a href="../up/b.txt">申请表</a></p><script>x()</script></body></html>'
)


def packed() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as box:
        box.writestr("a/1.html", PAGE.encode("gb18030"))
        box.writestr("a/p.png", PNG)
        box.writestr("up/b.txt", "申请表")
        box.writestr("up/c.txt", "名单")
        box.writestr("a/表.txt", "甲,乙")
    return buffer.getvalue()


def begin(desk: Desk) -> Migration:
    actor = desk.actor("office_section", TODAY)
    stored = [
        store_upload(io.BytesIO(data), filename=name, actor=actor, purpose="old_articles")
        for name, data in (("旧稿.csv", LIST.encode()), ("旧稿.zip", packed()))
    ]
    return begin_migration(*stored, name="旧稿.csv", actor=actor, at=NOW)


def test_a_list_is_judged_line_by_line_and_brought_over_once(desk: Desk) -> None:
    row = begin(desk)
    assert [len(line["problems"]) for line in row.lines] == [0, 1, 1, 1, 1]
    answer_columns(row, {"老栏目": "zcwj"})
    assert [len(line["problems"]) for line in row.lines][:2] == [0, 0]
    actor = desk.actor("office_section", TODAY)
    assert load(row, box_of(row), actor=actor, at=NOW) == 2
    first = public_items(NOW).get(title="关于春季植树的通知")
    assert (first.published_at.isoformat(), first.is_migrated, first.updated_at) == (
        "2021-03-05T02:23:00+00:00",
        True,
        first.published_at,
    )
    assert "asset:" in first.revision.html
    assert "script" not in first.revision.html
    assert [entry["kind"] for entry in first.manifest["assets"]] == ["image", "attachment", "attachment"]
    assert Item.objects.get(pk=first.item_id).former_address == "http://old.example/a/1.html"
    assert compare_published(NOW) == 0
    assert load(row, box_of(row), actor=actor, at=NOW) == 2
    assert Publication.objects.count() == 2
    scope = Scope(None, Period.year(2021))
    assert value_of("publishing.migrated", scope=scope).value == 1
    assert value_of("publishing.published", scope=scope).value == 0
    form = Asset.objects.get(body=first.item.body_id, title="申请表")
    here = f"/{first.path}/f{form.pk}.txt"
    assert (find_former("old.example", "/up/b.txt", ""), find_former("", "/up/none.txt", "")) == (here, "")
    assert f'"/up/b.txt" "{here}";' in map_of_former(NOW)
    # A file only the list names, and one linked from a text in a cell of the list, are led on as well.
    others = {asset.file.name: asset for asset in Asset.objects.exclude(pk=form.pk)}
    assert find_former("", "/a/表.txt", "") == f"/{first.path}/f{others['表.txt'].pk}.txt"
    assert find_former("", "/up/c.txt", "").endswith(f"/f{others['c.txt'].pk}.txt")
    again = begin(desk)
    assert [line["known"] for line in again.lines][:2] == [True, True]
    desk.do(first.item_id, "withdraw", "office_section", kind="other", note="不再适用。")
    assert find_former("", "/up/b.txt", "") == f"/{first.path}/"
    desk.do(first.item_id, "take_down", "director", kind="privacy", reason="个人信息", title="某件")
    assert find_former("", "/up/b.txt", "") == ""


def test_the_screens_are_for_those_who_keep_columns(desk: Desk) -> None:
    row = begin(desk)
    place = reverse("publishing:migration", args=[row.pk])
    assert signed_in_as(desk.world.accounts["clerk"]).get(place).status_code == 403
    head = signed_in_as(desk.world.accounts["office_section"])
    page = head.get(place).content.decode()
    assert "没有找到" not in page
    assert "栏目“老栏目”没有对应的栏目" in page
    assert head.get(reverse("publishing:migrations") + "?format=template").status_code == 200
    head.post(place, {"drop": "1"})
    row.refresh_from_db()
    assert (row.state, Item.objects.count()) == (Migration.State.DROPPED, 0)


def test_names_in_a_packed_folder_are_found_however_they_are_written() -> None:
    box = ZipBox(packed())
    assert (box.find("A\\1.HTML"), box.find("/a/表.txt"), box.find("表.txt")) == ("a/1.html", "a/表.txt", "a/表.txt")
    assert box.find("../../etc/passwd") == ""


OLD_SITE = """稿件标题,发布日期,栏目路径,内容,链接地址
关于路灯维修的通知,2019/3/5 10:23:11,首页 > 政策文件,正文一。,http://www.old.gov.cn/zwgk/content/post_231.html
旧问题一,2018-06-01,政策文件,正文二。,http://old.gov.cn/show.jsp?cat=3&id=77
同名甲,2018-06-02,政策文件,正文三。,http://a.old.gov.cn/art/1.html
同名乙,2018-06-03,政策文件,正文四。,http://b.old.gov.cn/art/1.html
只有井号,2018-06-04,政策文件,正文五。,http://old.gov.cn/#/detail/5
撤回的,2018-06-05,政策文件,正文六。,/art/withdrawn.html
下线的,2018-06-06,政策文件,正文七。,/art/taken_down.html
"""


def test_old_addresses_lead_on_and_never_to_what_was_taken_down(desk: Desk, settings: Any, tmp_path: Path) -> None:
    settings.SITE_DIR = tmp_path / "site"
    actor = desk.actor("office_section", TODAY)
    stored = store_upload(io.BytesIO(OLD_SITE.encode("gb18030")), filename="导出.csv", actor=actor, purpose="x")
    row = begin_migration(stored, None, name="导出.csv", actor=actor, at=NOW)
    assert [list(line["problems"]) for line in row.lines] == [[]] * 7
    assert load(row, box_of(row), actor=actor, at=NOW) == 7
    item = {found.case.title: found for found in Item.objects.select_related("case")}
    desk.do(item["撤回的"].pk, "withdraw", "office_section", kind="other", note="不再适用。")
    desk.do(item["下线的"].pk, "take_down", "director", kind="privacy", reason="个人信息", title="某件")
    reader = Client()

    def ask(address: str, host: str = "testserver") -> str:
        answer = reader.get(address, headers={"host": host})
        return str(answer.headers["Location"]) if answer.status_code == 301 else str(answer.status_code)

    assert ask("/zwgk/content/post_231.html") == f"/{item['关于路灯维修的通知'].path}/"
    assert ask("/show.jsp?id=77&cat=3&from=timeline") == f"/{item['旧问题一'].path}/"
    assert ask("/show.jsp?id=78&cat=3") == "404"
    settings.ALLOWED_HOSTS = ["*"]
    assert ask("/art/1.html", "b.old.gov.cn") == f"/{item['同名乙'].path}/"
    assert (ask("/art/1.html"), ask("/art/withdrawn.html")) == ("404", f"/{item['撤回的'].path}/")
    assert ask("/art/taken_down.html") == "404"
    words = map_of_former(NOW)
    assert f'"/show.jsp?cat=3&id=77" "/{item["旧问题一"].path}/";' in words
    assert f'"www.b.old.gov.cn/art/1.html" "/{item["同名乙"].path}/";' in words
    assert "taken_down" not in words
    assert "不能跳转" in row.lines[4]["notes"][0]
    row.refresh_from_db()
    stored.refresh_from_db()
    assert "正文七" not in str(row.lines)
    assert "下线的" not in str(row.lines)
    assert "正文六" in str(row.lines)
    assert stored.state == "erased"
