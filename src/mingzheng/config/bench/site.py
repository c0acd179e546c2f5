"""Measures the public site at size: searches, a publication until its file lies there, and what the first page weighs.

Processor time stands beside the time on the wall: on a busy machine only the first says something about the program.
"""

import gzip
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.config.bench.figures import spread
from mingzheng.config.bench.running import load_average, machine
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.models import Column, Publication
from mingzheng.domains.publishing.site.finding import bring_in_index
from mingzheng.domains.publishing.site.tests.shelf import Text, make_column, put_on_shelf
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import PageRef, find_public, publish_pages

SEED = 20260302
AT_ONCE = 2000
RUNS, WARM = 20, 3
SUBJECTS = ("养老", "停车", "教育", "就业", "医疗", "住房", "绿化", "供水", "道路", "商业", "培训", "托管")
KINDS = ("补贴", "管理", "登记", "奖励", "收费", "审批", "检查", "公示", "安置", "改造")
FORMS = ("办法", "通知", "公告", "方案", "细则", "意见")
QUERIES: dict[str, tuple[str, dict[str, str]]] = {
    "two characters": ("养老", {}),
    "two words": ("停车 收费", {}),
    "a title": ("云山区教育补贴办法", {}),
    "synonym": ("补助", {}),
    "pinyin": ("yanglao", {}),
    "filtered by year": ("住房", {"year": "2025"}),
    "filtered by state": ("就业", {"state": "past"}),
    "without result": ("火星移民", {}),
}


def measure_site(count: int) -> dict[str, Any]:
    """Put so many items on the shelf, then search, publish and weigh; return every figure."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    result: dict[str, Any] = {"n": count, "machine": machine(), "load": _fill(count)}
    result["load_before"] = load_average()
    result["search"] = {name: _measure(_searching(*query)) for name, query in QUERIES.items()}
    result["search_page"] = _measure(_open_search())
    result["publication"] = {**_measure(_publishing(), runs=5, warm=1), **_touched()}
    result["first_page"] = _weigh()
    result["load_after"] = load_average()
    return result


def _fill(count: int) -> dict[str, Any]:
    """Publish invented items until there are so many; those of an earlier run stay."""
    started, dice = time.perf_counter(), random.Random(SEED)  # noqa: S311 - invented texts, the same on every run
    if not Column.objects.exists():
        for place, subject in enumerate(SUBJECTS):
            make_column(f"lm{place}", f"{subject}信息")
    held = Publication.objects.count()
    for start in range(held, count, AT_ONCE):
        texts = [_text(number, dice) for number in range(start, min(start + AT_ONCE, count))]
        # Together or not at all: what an interrupted run left behind is whole, and the next goes on from there.
        with transaction.atomic():
            bring_in_index([one.item_id for one in put_on_shelf(texts)])
    publish_pages([PageRef("site", "home")], follow=False)
    return {"items": Publication.objects.count(), "seconds": round(time.perf_counter() - started, 1)}


def _text(number: int, dice: random.Random) -> Text:
    place = dice.randrange(len(SUBJECTS))
    subject, kind = SUBJECTS[place], dice.choice(KINDS)
    words = "，".join(f"{dice.choice(SUBJECTS)}{dice.choice(KINDS)}按规定办理" for _ in range(12))
    at: datetime = now() - timedelta(hours=number % 50_000)
    is_past = number % 5 == 0
    ended = {"in_force_from": at.date(), "in_force_to": at.date()} if is_past else {}
    return Text(
        f"云山区{subject}{kind}{dice.choice(FORMS)}（{number}）", f"lm{place}", f"<p>{words}。</p>", "policy", at, ended
    )


def _measure(act: Callable[[], None], *, runs: int = RUNS, warm: int = WARM) -> dict[str, Any]:
    """Return the spread of processor time and of time on the wall, in milliseconds."""
    wall, processor = [], []
    for _ in range(runs + warm):
        begun, used = time.perf_counter(), time.process_time()
        act()
        processor.append(time.process_time() - used)
        wall.append(time.perf_counter() - begun)
    return {"processor": spread(processor[warm:]), "wall": spread(wall[warm:])}


def _searching(query: str, filters: dict[str, str]) -> Callable[[], None]:
    def act() -> None:
        find_public(query, filters, page=1, on=today())

    return act


def _open_search() -> Callable[[], None]:
    browser, addresses = Client(), iter(range(10**6))

    def act() -> None:
        # Another reader each time: one who searches so often would be told to wait.
        answer = browser.get(
            "/search", {"q": "养老"}, headers={"host": "127.0.0.1"}, REMOTE_ADDR=f"10.0.0.{next(addresses)}"
        )
        if answer.status_code != 200:
            raise RuntimeError(f"/search answered {answer.status_code}")

    return act


def _publishing() -> Callable[[], None]:
    folder = Path(settings.SITE_DIR)

    def act() -> None:
        (made,) = put_on_shelf([Text("新公布的一条", "lm0", "<p>内容。</p>", "policy", now())])
        announce(SiteChange(SiteVerb.PUBLISHED, made.item_id, made.path))
        if not (folder / made.path / "index.html").is_file():
            raise RuntimeError("the file of a publication is not there")

    return act


def _touched() -> dict[str, int]:
    """Return how many statements one publication asks and how many files it writes: neither may grow with the site."""
    folder, begun, act = Path(settings.SITE_DIR), time.time(), _publishing()
    with CaptureQueriesContext(connection) as asked:
        act()
    files = sum(1 for path in folder.rglob("*") if path.is_file() and path.stat().st_mtime >= begun)
    return {"statements": len(asked), "files": files}


def _weigh() -> dict[str, int]:
    """Return the bytes of the first page as they go over the wire, with its style sheet and script."""
    folder = Path(settings.SITE_DIR)
    page = (folder / "index.html").read_bytes()
    assets = [path for path in (folder / "site-assets").iterdir() if path.suffix in {".css", ".js"}]
    parts = {"page": len(gzip.compress(page, 6))}
    parts["styles_and_script"] = sum(len(gzip.compress(path.read_bytes(), 6)) for path in assets)
    return {**parts, "sum": sum(parts.values())}
