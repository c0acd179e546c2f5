"""Letters of supervision: their list with the replies, and each as the document that went out (pdf, docx)."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import Case
from mingzheng.documents.writing.official import OfficialDocument
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.workplan.letter_selectors import (
    awaited_replies,
    letters_for,
    list_letters_of,
    overdue_replies,
    reply_state,
    urgings_for,
)
from mingzheng.domains.workplan.models import Letter
from mingzheng.domains.workplan.navigation import works_on_ledgers
from mingzheng.domains.workplan.services.papers import compose_item_letter, compose_urging, numbers_of_urgings
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Lamp, Number, PaperLink, Tab, draw_lamp
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskListView,
    DeskTable,
    EmptyWords,
    LampColumn,
    LinkColumn,
    actor_of,
)
from mingzheng.platform.ledger.public import today

official_docx = lazy_module("mingzheng.documents.writing.official_docx")

WRITERS: dict[str, tuple[Callable[[OfficialDocument], bytes], str]] = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (
        lambda document: official_docx.render_docx(document),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}
REPLY_WORDS = {
    "done": "已回复",
    "overdue": "逾期未回复",
    "normal": "待回复",
    "not_started": "不要求回复",
    "paused": "事项已报办",
}


class ReplyColumn(LampColumn):
    """Whether a letter was answered."""

    def render(self, value: Any, record: Letter) -> Any:
        """Draw colour, shape and word."""
        state = reply_state(record, today())
        return draw_lamp(state, REPLY_WORDS[state])

    def value(self, record: Letter, value: Any) -> str:
        """Write shape and word."""
        state = reply_state(record, today())
        return f"{Lamp(state).glyph} {REPLY_WORDS[state]}"


class LetterTable(DeskTable):
    """Letters."""

    caption = "督办函件"
    number = LinkColumn(
        verbose_name="文号", url=lambda letter: reverse("workplan:letter", args=[letter.pk, "pdf"]), orderable=False
    )
    kind = DeskColumn(verbose_name="种类", is_short=True)
    unit = DeskColumn(verbose_name="主送单位", is_short=True, orderable=False)
    item = LinkColumn(
        verbose_name="事项",
        accessor="item__case__title",
        url=lambda letter: reverse("casework:case", args=[letter.item.case.number]),
        orderable=False,
    )
    signer = DeskColumn(verbose_name="签发人", is_short=True, priority=4, orderable=False)
    issued_on = DateColumn(verbose_name="签发日期")
    reply_due_on = DateColumn(verbose_name="回复期限")
    replied_on = DateColumn(verbose_name="回复日期", priority=3)
    lamp = ReplyColumn(verbose_name="回复", accessor="pk", orderable=False)


class LetterListView(DeskListView):
    """Every letter about rows the reader may see."""

    page_title = "督办函件"
    purpose = "逾期事项按催办、提醒函、督办函、通报的次序督促；每份函件都有文号和回复期限。"
    basis = "台账督办的通行做法"
    list_key: ClassVar[str] = "workplan.letters"
    table_class: ClassVar[type[DeskTable]] = LetterTable

    def get_rows(self) -> Any:
        """Return the letters, or those whose reply is late."""
        rows = letters_for(self.actor)
        return overdue_replies(rows, today()) if self.request.GET.get("reply") == "overdue" else rows

    def get_tabs(self) -> Sequence[Tab]:
        """Offer all and those late."""
        late = self.request.GET.get("reply") == "overdue"
        return [Tab("全部", "?", is_current=not late), Tab("逾期未回复", "?reply=overdue", is_current=late)]

    def get_numbers(self) -> Sequence[Number]:
        """Count what is unanswered."""
        rows = letters_for(self.actor)
        late = overdue_replies(rows, today()).count()
        return [
            Number(rows.count(), "函件"),
            Number(awaited_replies(rows).count(), "待回复"),
            Number(late, "逾期未回复", url="?reply=overdue", lamp="overdue" if late else ""),
        ]

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        return EmptyWords("没有督办函件", "台账事项逾期并催办过以后，可以在事项页发提醒函、督办函。")


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor is None or not works_on_ledgers(actor):
        raise PermissionDenied
    return actor


def paper_response(document: OfficialDocument, form: str, name: str) -> HttpResponse:
    """Answer with a document as pdf (shown) or docx (saved)."""
    if form not in WRITERS:
        raise Http404
    write, media_type = WRITERS[form]
    place = "inline" if form == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{place}; filename="{name}.{form}"', "Cache-Control": "private, no-store"}
    return HttpResponse(write(document), content_type=media_type, headers=headers)


@login_required
def letter(request: HttpRequest, letter_id: int, form: str) -> HttpResponse:
    """Hand out a letter to whoever may see its row."""
    found = letters_for(_reader(request)).filter(pk=letter_id).first()
    if found is None:
        raise Http404
    return paper_response(compose_item_letter(found), form, f"letter-{found.pk}")


@login_required
def urging(request: HttpRequest, act_id: int, form: str) -> HttpResponse:
    """Hand out the slip of an urging to whoever may see its row."""
    found = urgings_for(_reader(request)).filter(pk=act_id).first()
    if found is None:
        raise Http404
    return paper_response(compose_urging(found.case, found), form, f"urging-{found.pk}")


def list_papers_of(case: Case) -> list[PaperLink]:
    """Return the letters and urging slips of a ledger row, newest first, for its page."""
    letters = [
        PaperLink(
            f"{item.get_kind_display()} {item.number}",
            reverse("workplan:letter", args=[item.pk, "pdf"]),
            REPLY_WORDS[reply_state(item, today())],
        )
        for item in list_letters_of(case)
    ]
    urged = list(case.acts.filter(action="urge").order_by("-sequence")[:20])
    numbers = numbers_of_urgings(urged)
    slips = [
        PaperLink(
            f"催办单 {numbers[act.pk]}".strip(),
            reverse("workplan:urging", args=[act.pk, "pdf"]),
            f"{act.occurred_on:%Y年%-m月%-d日}",
        )
        for act in urged
    ]
    return [*letters, *slips]


urlpatterns = [
    path("desk/plan/letters/", LetterListView.as_view(), name="letters"),
    path("desk/plan/letters/<int:letter_id>.<str:form>", letter, name="letter"),
    path("desk/plan/urgings/<int:act_id>.<str:form>", urging, name="urging"),
]
