"""Each component draws what it promises, escapes what it is given, and carries no inline style or script."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from mingzheng.platform.design.paging import CappedPaginator, page_window
from mingzheng.platform.design.public import DayInput, PlainForm
from mingzheng.platform.design.values import Act, Board, BoardCell, BoardColumn, BoardRow, Change, Choice, Lamp


def render(source: str, **context) -> str:
    return Template("{% load design %}" + source).render(Context(context))


@pytest.mark.parametrize("state", list(Lamp))
def test_a_lamp_has_shape_and_word(state):
    markup = render("{% lamp state %}", state=state)
    assert f"#lamp-{state.value}" in markup
    assert state.word in markup


def test_an_unknown_lamp_is_an_error_not_a_colour():
    with pytest.raises(ValueError, match="purple"):
        render("{% lamp 'purple' %}")


def test_a_due_date_opens_its_derivation_only_when_there_is_one():
    day = date(2026, 3, 19)
    assert "<details" not in render("{% due day remaining=5 %}", day=day)
    markup = render("{% due day remaining=5 steps=steps %}", day=day, steps=[(day, "第 20 个工作日")])
    assert "<details" in markup
    assert "第 20 个工作日" in markup
    assert "2026年3月19日（还剩 5 个工作日）" in markup


def test_a_button_with_a_reason_cannot_be_pressed_and_says_why():
    markup = render("{% button '申请核验' reason='单位主要负责人尚未审签' %}")
    assert 'aria-disabled="true"' in markup
    assert "单位主要负责人尚未审签" in markup
    assert 'type="submit"' not in markup


def test_a_refusal_says_all_reasons_and_the_next_step():
    markup = render("{% refusal reasons next_step='请先审签' %}", reasons=["甲原因", "乙原因"])
    for words in ("甲原因", "乙原因", "2 项原因", "请先审签"):
        assert words in markup


def test_a_late_entry_shows_both_days():
    act = Act("批示", "吴建平", date(2026, 3, 12), datetime(2026, 3, 13, 1, tzinfo=UTC))
    markup = render("{% timeline acts %}", acts=[act])
    assert "补录" in markup
    assert "2026年3月12日" in markup
    assert "2026年3月13日 09:00" in markup


def test_a_change_shows_before_and_after():
    act = Act("延期", "周明远", date(2026, 3, 12), changes=(Change("期限", "6月30日", "9月30日"),))
    markup = render("{% timeline acts %}", acts=[act])
    assert "<del>" in markup
    assert "<ins>" in markup


def test_a_board_adds_up_and_a_zero_is_no_link():
    board = Board(
        "看板",
        (BoardColumn("正常", "normal"), BoardColumn("逾期", "overdue")),
        (BoardRow("甲局", (BoardCell(3, "/a"), BoardCell(0, "/b"))), BoardRow("乙局", (BoardCell(1), BoardCell(2)))),
    )
    markup = render("{% board board %}", board=board)
    assert (board.totals, board.total) == ((4, 2), 6)
    assert 'href="/a"' in markup
    assert 'href="/b"' not in markup


def test_a_closed_choice_is_no_link_and_gives_its_reasons():
    markup = render("{% choices items %}", items=[Choice("核验", "/x", reasons=("尚未审签",))])
    assert 'href="/x"' not in markup
    assert "尚未审签" in markup


@pytest.mark.parametrize(
    "source",
    [
        "{% person text %}",
        "{% tag text %}",
        "{% empty_state text text %}",
        "{% consequences items %}",
        "{% watermark text %}",
        "{% button text %}",
        "{% refusal items %}",
    ],
)
def test_what_is_given_is_escaped(source):
    assert "<b>" not in render(source, items=["<b>"], text="<b>")


def test_progress_asks_again_only_while_there_is_something_to_ask():
    assert "hx-get" in render("{% progress 1 2 poll_url='/p' %}")
    assert "hx-get" not in render("{% progress 2 2 %}")


class SampleForm(PlainForm):
    title = forms.CharField(label="事项名称", help_text="写要办成的事。")
    unit = forms.ChoiceField(label="主办单位", choices=[("", ""), ("a", "甲局")])
    kinds = forms.MultipleChoiceField(label="类别", choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple)
    due_on = forms.DateField(label="期限", widget=DayInput, required=False)
    paper = forms.FileField(label="依据文件")


def test_missing_fields_are_named_and_linked():
    form = SampleForm({}, {})
    markup = render("{{ form }}", form=form)
    for words in ("请填写事项名称。", "请选择主办单位。", "请选择类别。", "请附上依据文件。"):
        assert words in markup
    assert 'href="#id_title"' in markup
    assert 'href="#id_kinds_0"' in markup
    assert 'aria-invalid="true"' in markup
    assert 'aria-describedby="id_title_helptext id_title_error"' in markup


def test_a_day_is_shown_and_sent_as_an_iso_day():
    form = SampleForm(initial={"due_on": date(2026, 3, 19)})
    assert 'type="date" name="due_on" value="2026-03-19"' in str(form["due_on"])
    assert SampleForm({"due_on": "2026-03-19"}).fields["due_on"].clean("2026-03-19") == date(2026, 3, 19)


def test_an_optional_field_says_so():
    assert "可不填" in render("{% field form.due_on %}", form=SampleForm())
    assert "可不填" not in render("{% field form.title %}", form=SampleForm())


def test_every_form_page_carries_its_own_key():
    first, second = render("{% once %}"), render("{% once %}")
    assert first != second
    assert 'value="abc"' in render("{% once 'abc' %}")


def test_the_pager_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/x", {"unit": "区教育局", "page": "2"})
    page = Paginator(range(200), 30).get_page(2)
    markup = render("{% pager page %}", page=page, request=request)
    assert "unit=%E5%8C%BA" in markup
    assert "page=3" in markup
    assert 'rel="prev"' in markup


def test_the_page_window_shows_ends_and_neighbours():
    page = Paginator(range(1000), 10).get_page(50)
    assert page_window(page) == [1, None, 48, 49, 50, 51, 52, None, 100]
    assert page_window(Paginator([], 10).get_page(1)) == [1]


def test_counting_stops_at_the_cap():
    pages = CappedPaginator(list(range(10_500)), 30)
    assert pages.count == 1_000
    assert pages.is_capped
    assert not CappedPaginator([1, 2], 30).is_capped


def test_an_empty_file_is_answered_with_what_to_do() -> None:
    class WithFile(PlainForm):
        file = forms.FileField(label="依据文件")

    answer = WithFile({}, {"file": SimpleUploadedFile("空.docx", b"")})
    assert answer.errors["file"] == ["文件是空的，没有内容。请确认选对了文件，重新导出或另存后再上传。"]
    assert WithFile({}, {}).errors["file"] == ["请附上依据文件。"]
