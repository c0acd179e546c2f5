"""Lists, forms and the style guide as their readers meet them."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from mingzheng.platform.desk.forms import DeskFormView, ShownOnce
from mingzheng.platform.desk.style_guide import StyleGuideFormView

LIST = "/desk/style-guide/list"
FORM = "/desk/style-guide/form"
GOOD = {"title": "扩建小学", "unit": "区教育局", "due_on": "2026-09-01", "idempotency_key": "k1"}

pytestmark = pytest.mark.usefixtures("reader")


def text_of(response):
    return response.content.decode()


def test_every_staff_screen_carries_the_banner_and_a_skip_link(client):
    for address in ("/desk/style-guide", LIST, FORM, f"{LIST}?view=print"):
        body = text_of(client.get(address))
        assert "非涉密系统，严禁处理、存储、传输国家秘密" in body
        assert 'href="#main"' in body
        assert 'lang="zh-Hans"' in body


def test_no_page_carries_inline_style_or_script(client):
    for address in ("/desk/style-guide", LIST, FORM):
        body = text_of(client.get(address))
        assert " style=" not in body
        assert "<style" not in body
        assert "onclick" not in body
        assert "<script>" not in body


def test_a_list_shows_a_bounded_page(client):
    assert text_of(client.get(LIST)).count("data-row>") == 30
    assert text_of(client.get(f"{LIST}?per_page=50")).count("data-row>") == 50
    assert text_of(client.get(f"{LIST}?per_page=100000")).count("data-row>") == 30


@pytest.mark.parametrize("page", ["0", "-1", "999", "abc", "９"])
def test_a_page_that_is_not_there_leads_to_one_that_is(client, page):
    assert client.get(f"{LIST}?page={page}").status_code == 200


def test_filters_narrow_the_list_and_are_marked(client):
    body = text_of(client.get(LIST, {"unit": "区教育局"}))
    assert 'class="is-set"' in body
    assert "清除" in body


def test_an_empty_result_says_how_to_see_more(client):
    body = text_of(client.get(LIST, {"q": "没有这样的事"}))
    assert "没有符合条件的事项" in body
    assert "清除筛选" in body


def test_a_wrong_filter_value_is_said_and_does_no_harm(client):
    response = client.get(LIST, {"unit": "火星局"})
    assert response.status_code == 200
    assert "承办单位：" in text_of(response)


def test_sorting_by_an_unknown_column_is_ignored(client):
    assert client.get(f"{LIST}?sort=-password").status_code == 200
    assert 'aria-sort="descending"' in text_of(client.get(f"{LIST}?sort=-due_on"))


def test_the_spreadsheet_holds_what_the_filters_left(client):
    response = client.get(LIST, {"format": "xlsx", "unit": "区教育局"})
    sheet = load_workbook(BytesIO(response.content)).active
    head = [cell.value for cell in sheet[1]]
    assert head[:3] == ["编号", "事项", "状态灯"]
    assert "选择" not in head
    assert sheet["D2"].is_date
    assert response["Content-Disposition"].startswith("attachment")


def test_a_print_has_no_boxes_and_no_sorting(client):
    body = text_of(client.get(f"{LIST}?view=print"))
    assert "data-select" not in body
    assert "sort=" not in body


def test_wrong_input_is_answered_with_every_error(client):
    response = client.post(FORM, {})
    assert response.status_code == 422
    for words in ("请填写事项名称。", "请选择主办单位。", "请填写完成期限。"):
        assert words in text_of(response)


def test_a_form_sent_again_keeps_its_key(client):
    assert 'name="idempotency_key" value="k1"' in text_of(client.post(FORM, {"idempotency_key": "k1"}))


def test_an_act_done_says_what_is_now_true(client):
    response = client.post(FORM, GOOD, follow=True)
    assert response.redirect_chain
    assert "已交办 区综治局，3 月 5 日前签收" in text_of(response)


def test_what_is_read_once_stands_on_the_forms_own_page_and_no_cache_keeps_it(client, monkeypatch):
    shown = ShownOnce({"page_title": "新的查询码 4F7K"})
    monkeypatch.setattr(StyleGuideFormView, "act", lambda self, form, *, key: shown)
    response = client.post(FORM, GOOD)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert "新的查询码 4F7K" in text_of(response)


def test_a_refused_act_shows_every_reason_and_the_next_step(client, monkeypatch):
    class NotNow(Exception):
        reasons = ("甲原因", "乙原因")
        next_step = "先请主要负责人审签"

    def act(self, form, *, key):
        raise NotNow

    monkeypatch.setattr(StyleGuideFormView, "refusals", (NotNow,))
    monkeypatch.setattr(StyleGuideFormView, "act", act)
    response = client.post(FORM, GOOD)
    assert response.status_code == 409
    for words in ("甲原因", "乙原因", "先请主要负责人审签", "扩建小学"):
        assert words in text_of(response)


def test_consequences_stand_before_the_button(client):
    body = text_of(client.get(FORM))
    assert body.index("签收期限 2 个工作日") < body.index("<span>交办</span></button>")


def test_the_base_form_does_nothing_by_itself():
    with pytest.raises(NotImplementedError):
        DeskFormView().act(None, key="")  # type: ignore[arg-type]


def test_the_chosen_appearance_is_kept_and_an_unknown_one_is_not(client):
    client.post("/desk/appearance", {"theme": "dark", "next": LIST})
    assert client.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in text_of(client.get(LIST))
    client.post("/desk/appearance", {"theme": "neon"})
    assert client.cookies["theme"].value == "dark"


def test_going_back_never_leads_to_a_foreign_site(client):
    response = client.post("/desk/appearance", {"theme": "dark", "next": "https://example.org/"})
    assert response["Location"].startswith("/")


def test_a_reader_s_name_lies_over_the_page_when_the_office_says_so(client, monkeypatch):
    body = text_of(client.get(LIST))
    assert 'class="watermark"' not in body
    monkeypatch.setattr("mingzheng.platform.desk.context.get_value", lambda key: True)
    assert 'class="watermark"' in text_of(client.get(LIST))
