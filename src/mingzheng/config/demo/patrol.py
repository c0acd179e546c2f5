"""What the demo's patrol found on its own portal: two runs a week apart, what was mended since, what waits.

The pages are told here as a visitor would have read them; reading, judging and following up are the room's own. No run
starts by itself: the demo's address leads nowhere.
"""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from mingzheng.casework.public import Case
from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.patrol.crawling.exchange import Fetched
from mingzheng.domains.patrol.crawling.walking import Limits, Target, Visit
from mingzheng.domains.patrol.judging.pages import PageReader
from mingzheng.domains.patrol.models import Run, RunVisit, Site
from mingzheng.domains.patrol.services.runs import finish_run, give_bonus, start_run
from mingzheng.domains.patrol.services.sites import save_site
from mingzheng.platform.portal.public import get_site

HEAD = "office_section"
NAV = {
    "yw": "云山要闻",
    "tzgg": "通知公告",
    "zcwj": "政策文件",
    "zcjd": "政策解读",
    "gk": "云山概况",
    "jg": "机构职能",
    "ld": "领导信息",
}
FRAME = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title>
<meta name="SiteName" content="云山区"><meta name="SiteDomain" content="www.yunshan.example"><meta name="SiteIDCode" content="0000000000">
{tags}</head><body><nav>{nav}<a href="/hall/">办事服务</a><a href="/talk/">咨询建言</a></nav>
<main><h1>{title}</h1>{body}</main>
<footer><p>主办：云山区人民政府办公室　联系电话：000-00000000　网站标识码：0000000000</p>
<p>示ICP备00000000号　示公网安备00000000000000号</p>
<a href="/jiucuo">我为政府网站找错</a><a href="/map/">网站地图</a>
<form action="/search" role="search"><input name="q"></form></footer></body></html>"""
ARTICLE = (
    '<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
    '<meta name="ContentSource" content="区政府办公室">'
)


def patrolled_portal(stage: Stage) -> int:
    """Tell the two runs and what became of their findings; return how many findings there are."""
    site = save_site(
        Site(
            name=get_site().name,
            address=f"{get_site().address.rstrip('/')}/",
            unit=stage.district.units["dzb"],
            is_own=True,
        ),
        actor=stage.actor(HEAD, stage.today),
    )
    first, last = stage.today - timedelta(days=8), stage.today - timedelta(days=1)
    _run(stage, site, first, has_typo=True)
    run = _run(stage, site, last, has_typo=False)
    give_bonus(run, Decimal(6), reason="长者版与朗读由读者评为好用。", actor=stage.actor(HEAD, last), at=stage.until)
    _correct(stage)
    return Case.objects.filter(procedure="patrol_finding").count()


def _run(stage: Stage, site: Site, on: date, *, has_typo: bool) -> Run:
    at = min(stage.moment(on, dice(f"patrol:{on}")), stage.until)
    run = start_run(site, on=at.date(), at=at)
    target = Target(site.address)
    reader = PageReader(at.date())
    for place, (path, html) in enumerate(_pages(at.date(), has_typo=has_typo).items()):
        found = Fetched(site.address, site.address, 200, media_type="text/html", charset="utf-8", body=html.encode())
        facts, _ = reader(found)
        visit = Visit(f"{target.start}{path}", depth=1 if place else 0, found_on=target.start, on_front=place > 0)
        _keep(run, visit, at, status=200, media_type="text/html", facts=facts)
    gone = Visit(f"{target.start}tzgg/form.docx", 2, f"{target.start}tzgg/", "申请表下载", is_page=False)
    _keep(run, gone, at, status=404)
    finish_run(run, target, Limits(), at=at)
    return Run.objects.get(pk=run.pk)


def _keep(run: Run, visit: Visit, at: datetime, **more: object) -> None:
    RunVisit.objects.create(
        run=run, is_seen=True, seconds=0.2, at=at.isoformat(), final_url=visit.url, **asdict(visit), **more
    )
    run.done += 1
    run.save(update_fields=["done"])


def _pages(on: date, *, has_typo: bool) -> dict[str, str]:
    """Return the pages by path: one stale column, one wrong word in the first run, one number that should not stand there."""
    news, old = (on - timedelta(days=2)).isoformat(), (on - timedelta(days=230)).isoformat()
    nav = "".join(f'<a href="/{code}/">{name}</a>' for code, name in NAV.items())

    def page(title: str, body: str, day: str = "") -> str:
        tags = ARTICLE.format(title=title, day=day) if day else ""
        return FRAME.format(title=title, body=body, nav=nav, tags=tags)

    def listed(name: str, title: str, day: str) -> str:
        column = f'<meta name="ColumnName" content="{name}"><meta name="ColumnType" content="{name}">'
        body = f'<ul><li><a href="1.html">{title}</a> {day}</li></ul>'
        return FRAME.format(title=name, body=body, nav=nav, tags=column)

    word = "布署" if has_typo else "部署"
    return {
        "": page("云山区人民政府", f'<p><a href="/yw/1.html">区政府召开老旧小区改造现场会</a> {news}</p>'),
        "yw/": listed("云山要闻", "区政府召开老旧小区改造现场会", news),
        "tzgg/": listed("通知公告", "关于政务服务大厅调整值班窗口的通知", news),
        "zcwj/": listed("政策文件", "云山区社区食堂运营补助办法", news),
        "zcjd/": listed("政策解读", "一图看懂社区食堂运营补助", old),
        "yw/1.html": page("区政府召开老旧小区改造现场会", f"<p>会议{word}了下一阶段工作。</p>", news),
        "tzgg/1.html": page("关于值班窗口的通知", "<p>咨询请找王某，手机 13800000000。</p>", news),
    }


def _correct(stage: Stage) -> None:
    """Let the unit report one finding as corrected; it waits for another look."""
    rows = Case.objects.filter(
        procedure="patrol_finding", state="assigned", patrol_findingdetail__indicator="dead_link"
    )
    held = rows.first()
    if held is not None:
        stage.perform(held.pk, "correct", "dzb.liaison", stage.until, done="已更换为现行的申请表，链接可以打开。")
