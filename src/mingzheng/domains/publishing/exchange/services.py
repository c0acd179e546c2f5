"""Keep a reconciliation, and register the platform's numbers it found. The act itself goes through the engine's door."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from mingzheng.casework.public import DoorError, get_case_for, perform
from mingzheng.documents.reading import Headings, read_headed_rows
from mingzheng.domains.publishing.exchange.reconciling import Line, TheirItem, Verdict, read_day, reconcile
from mingzheng.domains.publishing.exchange.selectors import our_items
from mingzheng.domains.publishing.models import Reconciliation
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, read_bytes
from mingzheng.platform.parameters.public import get_value

HEADINGS = Headings(
    keys={
        "标题": "title",
        "信息标题": "title",
        "文章标题": "title",
        "稿件标题": "title",
        "发布时间": "day",
        "发布日期": "day",
        "编号": "number",
        "信息编号": "number",
        "稿件ID": "number",
        "文章ID": "number",
        "ID": "number",
        "链接": "link",
        "网址": "link",
        "URL": "link",
        "状态": "state",
        "发布状态": "state",
    },
    required=frozenset({"title"}),
    at_most=20_000,
    template="请上传从省平台导出的清单（xlsx 或 CSV），至少有“标题”一栏；有编号、发布时间、链接、状态的对得更准",
)


def read_their_list(data: bytes, *, filename: str) -> list[TheirItem]:
    """Return the platform's list. Raises NotOurSheet for a file that is none."""
    read = read_headed_rows(data, HEADINGS, filename=filename)
    return [
        TheirItem(
            line,
            cells["title"],
            read_day(cells.get("day", "")),
            cells.get("number", ""),
            cells.get("link", ""),
            cells.get("state", ""),
        )
        for line, cells in read.rows
        if cells.get("title")
    ]


def make_reconciliation(file: StoredFile, *, since: date, until: date, actor: Actor, at: datetime) -> Reconciliation:
    """Set an uploaded list against what was published in a period, and keep the result. Raises NotOurSheet."""
    theirs = read_their_list(read_bytes(file), filename=file.name)
    within = [one for one in theirs if one.day is None or since <= one.day <= until]
    lines = reconcile(our_items(actor, since, until), within)
    return Reconciliation.objects.create(
        made_by_id=actor.account_id or 0,
        file=file,
        title=f"与{get_value('publishing.platform_name')}对账",
        since=since,
        until=until,
        lines=[_plain(line) for line in lines],
        made_name=actor.name[:80],
        made_at=at,
    )


def _plain(line: Line) -> dict[str, Any]:
    sides = {}
    for name, side in (("ours", line.ours), ("theirs", line.theirs)):
        values = asdict(side) if side is not None else None
        sides[name] = values and {**values, "day": values["day"].isoformat() if values["day"] else ""}
    return {"verdict": line.verdict.value, "differences": list(line.differences), **sides}


def list_unregistered(row: Reconciliation) -> list[dict[str, Any]]:
    """Return the lines whose number on the platform is known and not yet registered with us."""
    return [
        line
        for line in row.lines
        if line["verdict"] in {Verdict.SAME, Verdict.DIFFERS}
        and line["theirs"]["number"]
        and not line["ours"]["external_number"]
    ]


def register_numbers(row: Reconciliation, *, actor: Actor, on: date, at: datetime) -> tuple[int, list[str]]:
    """Register the platform's numbers of what was found on both sides; return how many, and what was refused."""
    done, refused = 0, []
    platform = str(get_value("publishing.platform_name"))
    for line in list_unregistered(row):
        ours, theirs = line["ours"], line["theirs"]
        try:
            case = get_case_for(actor, number=ours["number"])
            if case.external_number:
                continue
            link = theirs["link"] if theirs["link"].startswith(("http://", "https://")) else ""
            perform(
                case.pk,
                "note_external",
                actor=actor,
                occurred_on=on,
                recorded_at=at,
                data={
                    "external_system": platform[:100],
                    "external_number": theirs["number"][:100],
                    "external_link": link[:500],
                    "external_state": theirs["state"][:40],
                },
                key=f"reconcile:{row.pk}:{case.pk}",
            )
        except DoorError as error:
            refused.append(f"{ours['number']}：{getattr(error, 'message', error)}")
        else:
            done += 1
    return done, refused
