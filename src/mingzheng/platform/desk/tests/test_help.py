"""The manual inside the application: for the signed-in, safe to draw, and honest when it is missing."""

import pytest
from django.test import Client

PAGE = """# 办理一件

先看[首页](index.md)，[还没写的](later.md)，再看[目录外](../operations.md)和[网页](https://example.org/)。

<script>alert(1)</script> [脚本](javascript:alert(1))

![事项页](images/case-page.png) ![别处](https://example.org/x.png)

| 项 | 说明 |
|---|---|
| 一 | 二 |
"""


@pytest.fixture
def manual(settings, tmp_path):
    folder = tmp_path / "docs" / "manual"
    (folder / "images").mkdir(parents=True)
    (folder / "index.md").write_text("# 使用说明\n\n- [办理](case.md)\n", "utf-8")
    (folder / "case.md").write_text(PAGE, "utf-8")
    (folder / "about.md").write_text("# 附录\n", "utf-8")
    (folder / "images" / "case-page.png").write_bytes(b"\x89PNG fake")
    (tmp_path / "docs" / "secret.png").write_bytes(b"no")
    settings.BASE_DIR = tmp_path
    return folder


@pytest.mark.parametrize("address", ["/desk/help/", "/desk/help/case/", "/desk/help/images/case-page.png"])
@pytest.mark.django_db
def test_nobody_reads_the_manual_without_signing_in(manual, address):
    assert Client().get(address).status_code == 302


@pytest.mark.usefixtures("reader")
def test_the_frame_leads_to_the_manual_and_its_pages_stand_in_the_order_of_the_first(manual, client):
    body = client.get("/desk/help/").content.decode()
    assert 'href="/desk/help/"' in body
    assert body.index("/desk/help/case/") < body.index("/desk/help/about/")


@pytest.mark.usefixtures("reader")
def test_a_page_is_drawn_with_inward_links_and_nothing_that_could_run(manual, client):
    body = client.get("/desk/help/case/").content.decode()
    assert "<h1>办理一件</h1>" in body
    assert '<a href="/desk/help/">首页</a>' in body
    assert "<span>目录外</span>" in body
    assert "<span>还没写的</span>" in body
    assert '<a href="https://example.org/">网页</a>' in body
    assert "<script>alert" not in body
    assert 'href="javascript' not in body
    assert 'src="/desk/help/images/case-page.png"' in body
    assert "example.org/x.png" not in body
    assert "<td>一</td>" in body


@pytest.mark.usefixtures("reader")
def test_pictures_come_from_their_folder_only(manual, client):
    answer = client.get("/desk/help/images/case-page.png")
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content) == b"\x89PNG fake"
    for name in ("missing.png", "../../secret.png", "..%2F..%2Fsecret.png", "case-page.svg"):
        assert client.get(f"/desk/help/images/{name}").status_code == 404


@pytest.mark.usefixtures("reader")
def test_a_page_that_is_not_there_is_not_found(manual, client):
    assert client.get("/desk/help/nothing/").status_code == 404


@pytest.mark.usefixtures("reader")
def test_an_installation_without_the_manual_says_so(settings, tmp_path, client):
    settings.BASE_DIR = tmp_path
    answer = client.get("/desk/help/")
    assert answer.status_code == 200
    assert "这里没有使用说明" in answer.content.decode()
