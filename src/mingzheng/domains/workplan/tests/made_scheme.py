"""A small scheme of our own wording as a web page, with one of everything the check asks about."""

from mingzheng.casework.public import Receipt, perform
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.domains.workplan.models import RequirementUnit, SchemeDetail
from mingzheng.domains.workplan.services import checking
from mingzheng.domains.workplan.services.booking import book_all
from mingzheng.domains.workplan.services.checking import Correction
from mingzheng.domains.workplan.services.importing import import_scheme

ROWS = (
    ("1", "建设规范性文件库，6月30日前完成。", "云山区教育局（秘书科）"),
    ("2", "每季度自查公开目录。", "税务局"),
    ("3", "全年持续推进目录更新。", "各单位"),
    ("5", "公开办事指南，年底前完成。", "云山区文体局"),
    ("6", "发布解读材料，并对", ""),
)


def page(rows: tuple[tuple[str, str, str], ...] = ROWS, *, year: int = 2026) -> bytes:
    """Return the scheme as a web page."""
    head = (
        f"<p>云山区党政办公室关于印发云山区{year}年公开工作分工方案的通知</p><p>云政办〔{year}〕7号</p>"
        "<p>云山区教育局、区工作机构：</p>"
        f"<p>现将《云山区{year}年公开工作分工方案》印发给你们。</p><p>云山区党政办公室</p><p>{year}年2月20日</p>"
    )
    body = "".join(
        f"<tr><td>一、夯实基础</td><td>（一）集中公开</td><td>{number}</td><td>{text}</td><td>{units}</td></tr>"
        for number, text, units in rows
    )
    titles = "<tr><th>工作要求</th><th>具体任务</th><th>序号</th><th>具体要求</th><th>牵头单位</th></tr>"
    return f"<html><body>{head}<table>{titles}{body}</table><p>公开方式：主动公开</p></body></html>".encode()


def bring_in(world: World, data: bytes | None = None, *, key: str = "in", kind: str = "issued") -> Receipt:
    """Import the scheme as the clerk."""
    return import_scheme(
        page() if data is None else data,
        filename="方案.html",
        actor=world.actor("clerk"),
        kind=kind,
        key=key,
        occurred_on=TODAY,
        recorded_at=at(TODAY),
    )


def correcting(world: World, scheme: SchemeDetail, key: str, who: str = "clerk") -> Correction:
    """Return a correction by somebody."""
    return Correction(scheme, world.actor(who), TODAY, at(TODAY), key)


def settle_all(world: World, scheme: SchemeDetail) -> None:
    """Answer everything the check asks."""
    district = world.district
    for printed in RequirementUnit.objects.filter(requirement__scheme=scheme, unit__isnull=True):
        checking.choose_unit(correcting(world, scheme, f"unit{printed.pk}"), printed, district.education)
    broken = scheme.requirements.get(number="6")
    checking.add_unit(correcting(world, scheme, "lead"), broken, district.tax, "lead")
    finding = scheme.findings.get(code="broken_sentence")
    checking.settle_finding(correcting(world, scheme, "words"), finding, "原文如此")
    checking.set_recipients(correcting(world, scheme, "to"), [district.education, district.tax])


def booked(world: World, data: bytes | None = None, *, prefix: str = "") -> SchemeDetail:
    """Return the scheme imported, checked and booked."""
    from_file = bring_in(world, data, key=f"{prefix}in")
    scheme = SchemeDetail.objects.get(pk=from_file.case_id)
    if data is None:
        settle_all(world, scheme)
    else:
        checking.set_recipients(
            correcting(world, scheme, f"{prefix}to"), [world.district.education, world.district.tax]
        )
    act = {"occurred_on": TODAY, "recorded_at": at(TODAY)}
    perform_book(world, scheme, act, key=f"{prefix}book")
    book_all(scheme.pk, actor=world.actor("office_section"), **act)
    return SchemeDetail.objects.get(pk=scheme.pk)


def perform_book(world: World, scheme: SchemeDetail, act: dict, *, key: str = "book") -> None:
    """Order the booking as the section head."""
    perform(scheme.pk, "book", actor=world.actor("office_section"), data={}, key=key, **act)
