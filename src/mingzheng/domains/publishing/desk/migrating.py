"""The screens of old articles: upload a list and its files, see what would come, answer unknown columns, bring it over."""

from collections import Counter
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.documents.reading import NotOurSheet
from mingzheng.documents.writing.sheets import Sheet, SheetColumn, write_xlsx
from mingzheng.domains.publishing.desk.columns import keeps_columns
from mingzheng.domains.publishing.desk.exchange import BOOK, hand_out
from mingzheng.domains.publishing.desk.pages import REFUSALS, explain
from mingzheng.domains.publishing.jobs import bring_old_articles
from mingzheng.domains.publishing.migrating.selectors import find_migration, list_migrations, ready_lines
from mingzheng.domains.publishing.migrating.services import answer_columns, begin_migration, claim, drop
from mingzheng.domains.publishing.models import Migration
from mingzheng.domains.publishing.selectors import list_columns
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, FileDrop, Number, PlainForm
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome, Refusal, go_to
from mingzheng.platform.files.public import store_upload
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import now

MOST_SHOWN = 300
TEMPLATE_HEADS = (
    ("标题", 40),
    ("发布时间", 18),
    ("栏目", 16),
    ("信息类别", 14),
    ("发布单位", 18),
    ("来源", 18),
    ("作者", 10),
    ("文号", 18),
    ("索引号", 22),
    ("成文日期", 12),
    ("内容概述", 30),
    ("正文文件", 28),
    ("附件", 28),
    ("原网址", 30),
)


class OldArticlesForm(PlainForm):
    """A list, and the packed folder of its texts and files."""

    sheet = forms.FileField(
        label="清单（xlsx 或 CSV）",
        widget=FileDrop(attrs={"accept": ".xlsx,.csv"}),
        help_text="一行一篇，至少有“标题”“发布时间”“栏目”三栏，最多 20000 行。",
    )
    box = forms.FileField(
        label="正文和附件（zip）",
        required=False,
        widget=FileDrop(attrs={"accept": ".zip"}),
        help_text="清单的“正文文件”“附件”栏写文件在压缩包里的路径；正文可以是网页、Word 或文本。较大的请系统管理员在命令行导入。",
    )


class MigrationsView(DeskFormView):
    """Begins a batch, and lists the earlier ones."""

    template_name = "publishing/migrations.html"
    form_class: ClassVar[type[forms.BaseForm]] = OldArticlesForm
    page_title = "旧稿迁移"
    purpose = "把旧网站的文章迁进来：保留原发布时间，标为迁移，单独计数；先逐行核对，确认后才迁入。"
    submit_label = "上传并核对"
    refusals: ClassVar[tuple[type[Exception], ...]] = (*REFUSALS, NotOurSheet)

    def may_see(self, actor: Actor) -> bool:
        """Admit the office's heads."""
        return keeps_columns(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or hand out the empty list."""
        if request.GET.get("format") == "template":
            columns = tuple(SheetColumn(f"c{at}", head, width=width) for at, (head, width) in enumerate(TEMPLATE_HEADS))
            return hand_out(write_xlsx([Sheet("旧稿清单", columns, ())]), "旧稿清单模板.xlsx", BOOK)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the earlier batches."""
        return super().get_context_data(migrations=list_migrations(), **kwargs)

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["只核对，不迁入。确认后文章立即在网上可见、可检索。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the files and judge every line."""
        upload, packed = form.cleaned_data["sheet"], form.cleaned_data.get("box")
        sheet = store_upload(upload, filename=upload.name, actor=self.actor, purpose="old_articles")
        box = store_upload(packed, filename=packed.name, actor=self.actor, purpose="old_articles") if packed else None
        row = begin_migration(sheet, box, name=upload.name, actor=self.actor, at=now())
        return Outcome(f"读到 {len(row.lines)} 行，尚未迁入，请核对。", reverse("publishing:migration", args=[row.pk]))

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why a file was not taken."""
        if isinstance(error, NotOurSheet):
            return Refusal("清单没有读取", [error.message], next_step=error.next_step, status=422)
        return explain(error)


class ColumnAnswersForm(PlainForm):
    """For each unknown column name, the column it means."""

    def __init__(self, *args: Any, unknown: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "暂不迁入")]
        choices += [(one.code, f"{one.parent} › {one}" if one.parent else str(one)) for one in list_columns()]
        for at, words in enumerate(unknown):
            self.fields[f"column_{at}"] = forms.ChoiceField(label=f"“{words}”", choices=choices, required=False)


class MigrationView(DeskView):
    """One batch: what would come, what is wrong, what columns mean; then how far it is."""

    template_name = "publishing/migration.html"
    purpose = "有问题的行不迁入，改好后另传；已经在本站的不重复迁入。"

    def may_see(self, actor: Actor) -> bool:
        """Admit the office's heads."""
        return keeps_columns(actor)

    @cached_property
    def row(self) -> Migration:
        """Return the batch, or 404."""
        found = find_migration(self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return the list's name."""
        return f"旧稿迁移：{self.row.name}"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the batches."""
        return [Crumb("旧稿迁移", reverse("publishing:migrations")), Crumb(self.row.name)]

    @property
    def unknown(self) -> list[str]:
        """Return the column names nobody has answered for."""
        return sorted({line["column_words"] for line in self.row.lines if not line["column"]})[:60]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the batch."""
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather numbers, faults and lines."""
        lines, ready = self.row.lines, ready_lines(self.row)
        faulty = [line for line in lines if line["problems"]]
        years = Counter(str(line["published"])[:4] for line in ready)
        is_checked = self.row.state == Migration.State.CHECKED
        return super().get_context_data(
            row=self.row,
            is_checked=is_checked,
            is_running=self.row.state == Migration.State.RUNNING,
            ready=len(ready),
            numbers=[
                Number(len(lines), "清单行数"),
                Number(len(ready), "可以迁入"),
                Number(sum(1 for line in lines if line["known"]), "已在本站"),
                Number(len(faulty), "有问题", lamp="overdue" if faulty else ""),
            ],
            years=sorted(years.items()),
            form=ColumnAnswersForm(unknown=self.unknown) if is_checked and self.unknown else None,
            faulty=faulty[:MOST_SHOWN],
            sample=ready[:20],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep answers, give the batch up, or bring it over."""
        here = reverse("publishing:migration", args=[self.row.pk])
        if self.row.state != Migration.State.CHECKED or self.actor.account_id is None:
            return go_to(request, here, "这一批已经在迁入或者已结束，没有改动。")
        if "drop" in request.POST:
            drop(self.row)
            return go_to(request, reverse("publishing:migrations"), "已放弃这一批，没有迁入任何文章。")
        if "confirm" in request.POST:
            return self._confirm(here)
        form = ColumnAnswersForm(request.POST, unknown=self.unknown)
        if not form.is_valid():
            raise PermissionDenied
        answers = {words: str(form.cleaned_data.get(f"column_{at}", "")) for at, words in enumerate(self.unknown)}
        answer_columns(self.row, answers)
        return go_to(request, here, "已按新的栏目对应重新核对。")

    def _confirm(self, here: str) -> HttpResponse:
        with transaction.atomic():
            if claim(self.row):
                enqueue(bring_old_articles, migration_id=self.row.pk, account_id=self.actor.account_id)
        return go_to(self.request, here, "正在后台迁入，可以离开本页。")
