"""The screens of patrol: the board of sites with their last runs, one run with its progress, the form of a site."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.domains.patrol.crawling.addresses import normalise
from mingzheng.domains.patrol.desk.board import SiteLine, list_lines, list_score_lines, plot_of
from mingzheng.domains.patrol.desk.tables import FindingsTable
from mingzheng.domains.patrol.jobs import begin
from mingzheng.domains.patrol.judging.indicators import BY_HAND
from mingzheng.domains.patrol.judging.scoring import MOST_BONUS
from mingzheng.domains.patrol.models import Run, Site
from mingzheng.domains.patrol.selectors import (
    find_run,
    find_site,
    find_site_at,
    findings_of,
    gone_since,
    list_runs,
    previous_run,
)
from mingzheng.domains.patrol.services.runs import AlreadyRunning, give_bonus, stop_run
from mingzheng.domains.patrol.services.sites import save_site
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number, PlainForm, PlainTextarea, Tab
from mingzheng.platform.desk.public import DeskFormView, DeskListView, DeskView, EmptyWords, Outcome
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import list_units
from mingzheng.platform.portal.public import get_site

OFFICE = frozenset({"office_clerk", "office_section_head", "office_director"})
BASIS = "国办秘函〔2019〕19号"
GONE_SHOWN = 20


def patrols(actor: Actor | None) -> bool:
    """Say whether somebody inspects sites; who keeps a column has his findings in his own lists."""
    return actor is not None and actor.has_any_role(OFFICE)


class BoardView(DeskView):
    """Every site with its last run, open findings and how it could be reached."""

    template_name = "patrol/board.html"
    page_title = "网站巡检"
    purpose = "按检查指标自动巡检门户网站和其他网站，发现的问题转维护单位整改、复查、销号。"
    basis = BASIS

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return patrols(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the lines."""
        lines = list_lines(self.actor, today())
        found = reverse("casework:procedure", args=["patrol_finding"])
        return super().get_context_data(
            lines=lines,
            numbers=[
                Number(sum(line.open for line in lines), "待整改问题", url=found),
                Number(sum(line.late for line in lines), "超期未整改", url=f"{found}?lamp=overdue", lamp=_lamp(lines)),
                Number(sum(line.closed for line in lines), f"{today().year} 年已整改销号"),
            ],
            runs=list(list_runs()[:10]),
            findings_url=found,
            board_url=reverse("casework:board", args=["patrol_finding"]),
            record_url=reverse("casework:open", args=["patrol_finding"]),
            **kwargs,
        )


def _lamp(lines: Sequence[SiteLine]) -> str:
    return "overdue" if any(line.late for line in lines) else ""


class SiteForm(PlainForm):
    """A site to inspect."""

    address = forms.CharField(label="网址", max_length=500, help_text="http:// 或 https:// 开头的网站首页")
    name = forms.CharField(label="网站名称", max_length=100)
    unit = forms.ChoiceField(label="巡检单位", help_text="问题由它转办；没有对应栏目的问题由它整改")
    every_days = forms.TypedChoiceField(label="巡检周期", coerce=int, choices=Site.Every.choices)
    has_services = forms.BooleanField(label="有对外办事服务", required=False, initial=True)
    opens_cases = forms.BooleanField(label="发现的问题转办整改", required=False, initial=True)

    def __init__(self, *args: Any, held: Site | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        units = [(str(unit.pk), unit.name) for unit in list_units(at=today())]
        self.fields["unit"].choices = [("", "请选择"), *units]  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        """Take the address in its one form; each site once."""
        address = normalise(self.cleaned_data["address"])
        if address is None or len(address) > 500:
            raise forms.ValidationError("应为 http:// 或 https:// 开头的网址，不含用户名和密码")
        other = find_site_at(address)
        if other is not None and (self.held is None or other.pk != self.held.pk):
            raise forms.ValidationError(f"已登记为“{other.name}”，请在巡检页面直接开始")
        return address


class SiteView(DeskFormView):
    """Adds a site and starts its first run, or changes one."""

    template_name = "desk/form.html"
    form_class: ClassVar[type[forms.BaseForm]] = SiteForm
    purpose = "访问时放慢速度，遵守对方 robots.txt 的声明；内网地址须由系统管理员列入允许名单。"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return patrols(actor)

    @cached_property
    def site(self) -> Site | None:
        """Return the site in the address, None for a new one, or 404."""
        if "site" not in self.kwargs:
            return None
        return _found(find_site(self.kwargs["site"]))

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"巡检设置：{self.site.name}" if self.site else "巡检一个网站"

    @property
    def submit_label(self) -> str:  # type: ignore[override]
        """Say what the button does."""
        return "保存设置" if self.site else "登记并开始巡检"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the board."""
        return [Crumb("网站巡检", reverse("patrol:board")), Crumb(self.get_page_title())]

    def get_cancel_url(self) -> str:
        """Return to the board."""
        return reverse("patrol:board")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in the site as it stands; a first one is our own portal."""
        held, portal = self.site, get_site()
        if held is not None:
            names = ("address", "name", "every_days", "has_services", "opens_cases")
            initial: dict[str, Any] = {name: getattr(held, name) for name in names} | {"unit": str(held.unit_id)}
        elif find_site_at(normalise(portal.address) or "") is None:
            initial = {"address": portal.address, "name": portal.name, "every_days": 1}
            initial["unit"] = str(self.actor.home_unit_id or "")
        else:
            initial = {"unit": str(self.actor.home_unit_id or "")}
        return {"held": held, "initial": initial}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the site; start the first run of a new one."""
        given, site = form.cleaned_data, self.site or Site()
        for name in ("address", "name", "every_days", "has_services", "opens_cases"):
            setattr(site, name, given[name])
        site.unit_id = int(given["unit"])
        site.is_own = site.address == normalise(get_site().address)
        is_new = site.pk is None
        save_site(site, actor=self.actor)
        if not is_new:
            return Outcome(f"已保存“{site.name}”的巡检设置。", reverse("patrol:board"))
        run = begin(site.pk, started_by=self.actor.name)
        return Outcome(f"已登记“{site.name}”，巡检在后台进行。", reverse("patrol:run", args=[run]))


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row


class StartView(DeskView):
    """Starts a run of a site."""

    http_method_names = ["post"]
    page_title = "开始巡检"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return patrols(actor)

    def post(self, request: HttpRequest, site: int) -> HttpResponse:
        """Start, or lead to the run under way."""
        held = _found(find_site(site))
        try:
            run = begin(held.pk, started_by=self.actor.name)
        except AlreadyRunning as error:
            messages.info(request, f"{error}。")
            return redirect("patrol:board")
        messages.info(request, f"已开始巡检“{held.name}”，在后台进行，可以离开本页。")
        return redirect("patrol:run", run)


class BonusForm(PlainForm):
    """What people give above 80 points, and why."""

    bonus = forms.DecimalField(label="加分（0—30）", min_value=0, max_value=MOST_BONUS, max_digits=4, decimal_places=2)
    reason = forms.CharField(label="理由（对应的加分指标）", max_length=500, widget=PlainTextarea(rows=2))


class RunView(DeskListView):
    """One run: progress while it walks; then the verdict, the score, what is new and what is gone, every finding."""

    template_name = "patrol/run.html"
    list_key = "patrol.run"
    table_class = FindingsTable
    basis = BASIS
    bonus_form: BonusForm | None = None

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return patrols(actor)

    @cached_property
    def run(self) -> Run:
        """Return the run in the address, or 404."""
        return _found(find_run(self.kwargs["run"]))

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"{self.run.site.name}巡检 {self.run.as_of:%Y年%-m月%-d日}"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the board."""
        return [Crumb("网站巡检", reverse("patrol:board")), Crumb(self.get_page_title())]

    def get_rows(self) -> Any:
        """Return the findings, all or the new ones."""
        rows = findings_of(self.run)
        return rows.filter(is_new=True) if self.request.GET.get("show") == "new" else rows

    def get_tabs(self) -> Sequence[Tab]:
        """Offer what is new alone, where there was a run before."""
        here = reverse("patrol:run", args=[self.run.pk])
        is_new = self.request.GET.get("show") == "new"
        return [Tab("全部", here, is_current=not is_new), Tab("新出现", f"{here}?show=new", is_current=is_new)]

    def get_empty_words(self) -> EmptyWords:
        """Say why there is nothing."""
        if self.run.state == Run.State.WALKING:
            return EmptyWords("巡检还在进行", "查完后列出发现的问题。")
        return EmptyWords("没有发现问题", "自动巡检没有发现问题；须人工检查的项目见上。")

    def get_numbers(self) -> Sequence[Number]:
        """Return what the run amounts to."""
        run = self.run
        if run.state != Run.State.DONE:
            return ()
        numbers = [
            Number(run.verdict, "结论", lamp="overdue" if "不合格" in run.verdict else ""),
            Number(f"{float(run.total):g}" if run.total is not None else "—", "得分", note=_note_of(run)),
            Number(run.pages_read, "检查页面", note=f"共核查网址 {run.done:,} 个"),
        ]
        if previous_run(run) is not None:
            numbers += [Number(run.fresh, "比上次新出现"), Number(run.gone, "比上次已消除")]
        return numbers

    def post(self, request: HttpRequest, run: int) -> HttpResponse:
        """Note a bonus, or stop a run under way."""
        if "bonus" in request.POST:
            return self._give_bonus(request)
        if stop_run(self.run, at=now()):
            messages.info(request, "已停止本次巡检，已看到的部分不作结论。")
        return redirect("patrol:run", run)

    def _give_bonus(self, request: HttpRequest) -> HttpResponse:
        form = BonusForm(request.POST)
        if not form.is_valid():
            self.bonus_form = form
            answer = self.get(request)
            answer.status_code = 422
            return answer
        given = form.cleaned_data
        if give_bonus(self.run, given["bonus"], reason=given["reason"], actor=self.actor, at=now()):
            messages.info(request, f"已评定加分 {float(given['bonus']):g} 分。")
        else:
            messages.info(request, "本次巡检不高于 80 分或者没有评分，不进入加分，没有登记。")
        return redirect("patrol:run", self.run.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add progress, score and comparison."""
        run = self.run
        walking = run.state == Run.State.WALKING
        shown = {
            "run": run,
            "is_walking": walking,
            "poll_url": reverse("patrol:progress", args=[run.pk]) if walking else "",
            "score_lines": list_score_lines(run),
            "gone": gone_since(run, GONE_SHOWN),
            "by_hand": BY_HAND,
            "plot": plot_of(run.site),
            "bonus_form": self.bonus_form or (_bonus_form(run) if run.may_have_bonus else None),
        }
        return super().get_context_data(**{**kwargs, **shown})


def _note_of(run: Run) -> str:
    return f"含人工评定加分 {float(run.bonus):g} 分" if run.bonus else "不含人工评定的加分"


def _bonus_form(run: Run) -> BonusForm:
    return BonusForm(initial={"bonus": run.bonus, "reason": run.bonus_reason})


class ProgressView(DeskView):
    """How far a run is, for the bar that asks again."""

    page_title = "巡检进度"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return patrols(actor)

    def get(self, request: HttpRequest, run: int) -> HttpResponse:
        """Answer with the bar, or tell the page to load anew when the run is over."""
        held = _found(find_run(run))
        walking = held.state == Run.State.WALKING
        context = {"run": held, "poll_url": request.path if walking else ""}
        answer = render(request, "patrol/progress.html", context)
        if not walking:
            answer["HX-Refresh"] = "true"
        return answer
