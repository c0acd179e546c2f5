"""One publication touches what it changes; what goes is gone everywhere; every file is what the manifest says."""

import gzip

import pytest
from django.db import transaction

from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal import comparing, rebuilding, services, storing
from mingzheng.platform.portal.models import Difference, SiteFile
from mingzheng.platform.portal.paths import BadPathError
from mingzheng.platform.portal.public import (
    PageRef,
    StaticPage,
    publish_after_commit,
    publish_pages,
    rebuild_site,
    take_down,
    unpublish,
)

pytestmark = pytest.mark.django_db(transaction=True)


def page(path, words="正文" * 300, **values):
    return StaticPage(path, f"<html>{words}</html>".encode(), title=words[:20], changed_at=now(), **values)


def files_of(folder):
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_publication_writes_its_page_the_list_and_one_part_of_the_sitemap_and_nothing_else(site_dir, shelf):
    shelf |= {f"{number}": [page(f"/t/{number}/")] for number in range(30)} | {"list": [page("/t/", "一")]}
    publish_pages([PageRef("toy", key) for key in shelf])
    before = files_of(site_dir)
    shelf["7"], shelf["list"] = [page("/t/7/", "改过")], [page("/t/", "二")]
    outcome = publish_pages([PageRef("toy", "7")])
    changed = {name for name, age in files_of(site_dir).items() if before.get(name) != age}
    assert set(outcome.written) == {"/t/7/", "/t/"}
    assert {name for name in changed if not name.startswith("sitemap")} == {"t/7/index.html", "t/index.html"}
    assert len([name for name in changed if name.startswith("sitemap-") and name.endswith(".xml")]) <= 2


def test_publishing_again_what_has_not_changed_writes_nothing(site_dir, shelf):
    shelf["1"] = [page("/t/1/")]
    publish_pages([PageRef("toy", "1")])
    before = files_of(site_dir)
    assert publish_pages([PageRef("toy", "1")]).written == ()
    assert files_of(site_dir) == before


def test_what_is_not_public_any_more_loses_all_its_files_and_its_place_in_the_sitemap(site_dir, shelf):
    shelf["1"] = [page("/t/1/"), StaticPage("/t/1/f1.pdf", b"%PDF" * 200, "application/pdf", sitemap=False)]
    publish_pages([PageRef("toy", "1")])
    assert (site_dir / "t/1/f1.pdf").is_file()
    del shelf["1"]
    assert set(publish_pages([PageRef("toy", "1")]).removed) == {"/t/1/", "/t/1/f1.pdf"}
    assert not (site_dir / "t").exists()
    assert not any("/t/1/" in path.read_text("utf-8") for path in site_dir.glob("sitemap*.xml"))


def test_taking_down_removes_page_and_attachment_even_when_drawing_the_rest_fails(site_dir, shelf):
    shelf |= {"1": [page("/t/1/"), StaticPage("/t/1/f1.pdf", b"x")], "list": [page("/t/")]}
    publish_pages([PageRef("toy", "1"), PageRef("toy", "list")])

    class Broken(dict):
        def get(self, key, default=()):
            raise RuntimeError("cannot be drawn")

    broken = Broken(shelf)
    shelf.clear()
    shelf["list"] = [page("/t/", broken and "列表")]
    take_down(["/t/1/"])
    assert not (site_dir / "t/1").exists()
    assert not SiteFile.objects.filter(path__startswith="/t/1/").exists()


def test_a_withdrawn_page_says_so_and_is_no_longer_in_the_sitemap(site_dir, shelf):
    shelf["1"] = [page("/t/1/", "旧文件")]
    publish_pages([PageRef("toy", "1")])
    unpublish(["/t/1/"], note="本文件已废止，<b>请看</b>新文件。")
    text = (site_dir / "t/1/index.html").read_text("utf-8")
    assert "此页已撤回" in text
    assert "&lt;b&gt;请看" in text
    assert (site_dir / "t/1/index.html.status").read_text() == "410"
    assert comparing.compare_site(at=now()) == 0


@pytest.mark.parametrize(
    "path",
    [
        "/desk/x",
        "/api/v1/x",
        "/../etc/passwd",
        "/t/../x",
        "/t/.htaccess",
        "/t//x",
        "t/x",
        "/t/x.gz",
        "/t/x.status",
        "/a b",
        "/文件/",
    ],
)
def test_no_room_can_write_outside_the_site_or_over_the_application(site_dir, shelf, path):
    shelf["1"] = [page(path)]
    with pytest.raises(BadPathError):
        publish_pages([PageRef("toy", "1")])
    assert not list(site_dir.rglob("*.html"))


def test_every_change_of_a_file_is_an_alarm_until_it_is_mended(site_dir, shelf):
    shelf |= {f"{number}": [page(f"/t/{number}/")] for number in range(4)}
    publish_pages([PageRef("toy", key) for key in shelf], follow=False)
    assert comparing.compare_site(at=now()) == 0
    (site_dir / "t/0/index.html").write_text("改动")
    (site_dir / "t/1/index.html").unlink()
    (site_dir / "t/2/index.html.gz").write_bytes(gzip.compress(b"only the compressed twin"))
    (site_dir / "t/3/index.html.status").write_text("301 /evil/")
    (site_dir / "strange.html").write_text("?")
    assert comparing.compare_site(at=now()) == 5
    assert comparing.compare_site(at=now()) == 5
    kinds = dict(Difference.objects.filter(settled_at=None).values_list("path", "kind"))
    assert kinds == {
        "/t/0/": "changed",
        "/t/1/": "missing",
        "/t/2/": "changed",
        "/t/3/": "changed",
        "/strange.html": "strange",
    }
    (site_dir / "strange.html").unlink()
    SiteFile.objects.filter(section="toy").update(sha256="")
    publish_pages([PageRef("toy", key) for key in shelf], follow=False)
    assert comparing.compare_site(at=now()) == 0


def test_a_rebuild_goes_on_where_it_stopped_and_removes_what_is_no_longer_public(site_dir, shelf, monkeypatch):
    monkeypatch.setattr(rebuilding, "STEP_SECONDS", 0)
    monkeypatch.setattr(
        rebuilding, "list_sections", lambda: [rebuilding.get_section("sitemap"), rebuilding.get_section("toy")]
    )
    shelf |= {f"{number:03d}": [page(f"/t/{number}/")] for number in range(9)}
    shelf["gone"] = [page("/t/gone/")]
    publish_pages([PageRef("toy", "gone")], follow=False)
    del shelf["gone"]
    run_id = rebuild_site()
    assert rebuild_site() == run_id
    rebuilding.rebuild_step(run_id, at=now())
    first = rebuilding.find_rebuild()
    shelf["urgent"] = [page("/t/urgent/")]
    publish_pages([PageRef("toy", "urgent")], follow=False)
    assert first.finished_at is None
    assert first.done < 9
    monkeypatch.setattr(rebuilding, "STEP_SECONDS", 5)
    while rebuilding.rebuild_step(run_id, at=now()):
        pass
    done = rebuilding.find_rebuild()
    assert done.finished_at is not None
    assert {path.parent.name for path in site_dir.glob("t/*/index.html")} == {*map(str, range(9)), "urgent"}
    assert (site_dir / "sitemap.xml").is_file()


def test_pages_are_written_after_the_commit_at_once_and_again_by_a_job_if_the_process_died(
    site_dir, shelf, monkeypatch
):
    shelf["1"] = [page("/t/1/")]
    publish_after_commit([PageRef("toy", "1")])
    assert (site_dir / "t/1/index.html").is_file()
    (site_dir / "t/1/index.html").unlink()
    SiteFile.objects.all().delete()
    run_waiting_jobs()
    assert (site_dir / "t/1/index.html").is_file()


def test_a_file_is_whole_or_absent(site_dir, shelf, monkeypatch):
    shelf["1"] = [page("/t/1/")]
    publish_pages([PageRef("toy", "1")])
    whole = (site_dir / "t/1/index.html").read_bytes()
    monkeypatch.setattr(storing.Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError("disk")))
    shelf["1"] = [page("/t/1/", "新")]
    with pytest.raises(OSError, match="disk"):
        publish_pages([PageRef("toy", "1")])
    assert (site_dir / "t/1/index.html").read_bytes() == whole
    assert not list(site_dir.rglob("*.part"))


def test_pages_asked_for_many_times_in_one_transaction_are_written_once_and_what_is_rolled_back_takes_none_with_it(
    site_dir, shelf, monkeypatch
):
    shelf |= {key: [page(f"/t/{key}/")] for key in ("1", "2", "3", "list")}
    asked = []
    monkeypatch.setattr(services, "publish_pages", lambda refs: asked.append(sorted(ref.key for ref in refs)))
    with transaction.atomic():
        with transaction.atomic():
            publish_after_commit([PageRef("toy", "3")])
            transaction.set_rollback(True)
        with transaction.atomic():
            publish_after_commit([PageRef("toy", "1")])
        with transaction.atomic():
            publish_after_commit([PageRef("toy", "2")])
            transaction.set_rollback(True)
        publish_after_commit([PageRef("toy", "1"), PageRef("toy", "list")])
        assert asked == []
    assert asked == [["1", "2", "list"]]  # "2" is only looked at once more: a page is what it is
