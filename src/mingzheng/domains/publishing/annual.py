"""The yearly report of the website 政府网站工作年度报表: its figures for a year, and the document to publish by 31 January.

Legal basis: 政府网站发展指引（国办发〔2017〕47号）附件. Figures come from what was published, never typed; what this system cannot
know (staff, money) is left open and says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mingzheng.documents.writing.official import Column, Heading, Layout, OfficialDocument, Paragraph, Table
from mingzheng.domains.publishing.media import list_accounts, sum_platforms
from mingzheng.domains.publishing.models import Column as SiteColumn
from mingzheng.domains.publishing.models import Correction, Publication, Withdrawal
from mingzheng.domains.publishing.selectors import public_columns
from mingzheng.domains.publishing.words import ItemClass
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.portal.public import Site, count_traffic
from mingzheng.worktime.public import SHANGHAI

official_docx = lazy_module("mingzheng.documents.writing.official_docx")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report: (name, value, unit) lines."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


def due_on(year: int) -> date:
    """Return the last day on which the report of a year must be public."""
    return date(year + 1, 1, 31)


def gather_report(year: int, at: datetime, site: Site) -> list[Part]:
    """Return the report of a year as far as it has passed, part by part."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), at.astimezone(SHANGHAI).date())
    rows = Publication.objects.filter(
        is_current=True, is_migrated=False, taken_down_at=None, published_at__date__range=(first, last)
    )
    classes = Counter(rows.values_list("item_class", flat=True))
    views, visitors = count_traffic(first, last)
    platforms = sum_platforms(list_accounts(last, first))
    special = SiteColumn.objects.filter(kind="topic", closed_on=None).count()
    return [
        Part(
            "网站名称和标识",
            (("网站名称", site.name, ""), ("首页网址", site.address, ""), ("主办单位", site.sponsor, "")),
        ),
        Part(
            "信息发布",
            (
                ("发布总数", f"{sum(classes.values())}", "条"),
                *((ItemClass(code).label, f"{count}", "条") for code, count in classes.most_common()),
                ("公众可见的栏目", f"{len(public_columns(at))}", "个"),
                ("专题专栏", f"{special}", "个"),
            ),
        ),
        Part("网站访问", (("页面浏览量", f"{views}", "次"), ("独立访客", f"{visitors}", "人次"))),
        Part(
            "发布质量",
            (
                ("紧急发布后补签", f"{rows.filter(is_urgent=True).count()}", "条"),
                ("发布后勘误", f"{Correction.objects.filter(corrected_at__date__range=(first, last)).count()}", "次"),
                ("公开说明撤回", f"{Withdrawal.objects.filter(withdrawn_at__date__range=(first, last)).count()}", "条"),
            ),
        ),
        Part(
            "移动新媒体",
            tuple((f"{one.title}推送", f"{one.posts}", "条") for one in platforms) or (("在用账号", "0", "个"),),
        ),
    ]


def report_as_word(year: int, parts: Sequence[Part], site: Site, on: date) -> bytes:
    """Return the report as a Word file."""
    body: list[Heading | Paragraph | Table] = []
    columns = (Column("项目", 2.0), Column("数值", 2.0, "right"), Column("单位", 0.8, "center"))
    for place, part in enumerate(parts):
        body.append(Heading(f"{'一二三四五六七八九'[place]}、{part.title}"))
        body.append(Table(columns, part.lines))
    body.append(Paragraph("人员、经费和安全检测评估情况，由主办单位填写。"))
    title = f"{site.name}{year}年政府网站工作年度报表"
    return official_docx.render_docx(
        OfficialDocument(Layout.PLAIN, title, (site.sponsor,), tuple(body), on, is_sealed=False)
    )


def report_as_html(parts: Sequence[Part]) -> str:
    """Return the report as the text of an item."""
    html = []
    for part in parts:
        cells = "".join(f"<tr><td>{name}</td><td>{value}</td><td>{unit}</td></tr>" for name, value, unit in part.lines)
        head = "<tr><th>项目</th><th>数值</th><th>单位</th></tr>"
        html.append(f"<h2>{part.title}</h2><table>{head}{cells}</table>")
    return "".join(html)
