"""Screens of the returns room: who sees them, what they say, what is kept, how many questions they ask the database."""

from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.domains.returns.tests.conftest import LETTERS, YEAR, Desk
from mingzheng.figures.models import Reading
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.models import StoredFile

pytestmark = pytest.mark.django_db

KEYS = count()
PEOPLE = ("clerk", "office_section", "verifier", "liaison", "section", "head", "tax_liaison", "stranger")


@pytest.fixture
def form(desk: Desk) -> FormDetail:
    return desk.publish()


@pytest.fixture
def item(desk: Desk, form: FormDetail) -> ReturnDetail:
    return desk.item(form)


def browser(desk: Desk, who: str) -> Client:
    return signed_in_as(desk.world.accounts[who])


def text_of(answer: object) -> str:
    return answer.content.decode()


def fill_url(item: ReturnDetail) -> str:
    return reverse("returns:fill", args=[item.case.number])


def sent(client: Client, item: ReturnDetail, *, do: str = "save", **typed: str) -> object:
    """Send the filling form as a browser does: everything it showed, with some fields changed."""
    page = client.get(fill_url(item))
    fields: dict[str, str] = {"do": do, "idempotency_key": f"k{next(KEYS)}"}
    for row in page.context["rows"]:
        code = row.line.code
        if not row.line.is_computed:
            fields |= {f"value-{code}": row.entry.value, f"seen-{code}": row.seen}
    changed = {name.replace("__", "-paper."): value for name, value in typed.items()}
    return client.post(fill_url(item), {**fields, **changed})


def test_the_filling_screen_stores_what_is_right_and_keeps_what_is_wrong(desk: Desk, item: ReturnDetail) -> None:
    client = browser(desk, "liaison")
    answer = sent(client, item, value__letters="很多", value__answered="150")
    assert answer.status_code == 422
    assert "不是数值" in text_of(answer)
    assert 'value="很多"' in text_of(answer)
    assert item.lines.get(figure="paper.answered").printed == "150"
    assert item.lines.get(figure=LETTERS).printed == ""
    again = text_of(client.get(fill_url(item)))
    assert 'value="很多"' in again
    assert "显示的是草稿" in again


def test_two_people_in_one_form_do_not_overwrite_each_other(desk: Desk, item: ReturnDetail) -> None:
    first, second = browser(desk, "liaison"), browser(desk, "section")
    seen_by_second = second.get(fill_url(item)).context["rows"]
    stale = {f"seen-{row.line.code}": row.seen for row in seen_by_second} | {
        f"value-{row.line.code}": row.entry.value for row in seen_by_second
    }
    sent(first, item, value__letters="57")
    answer = second.post(
        fill_url(item), {**stale, "value-paper.letters": "60", "value-paper.answered": "9", "idempotency_key": "z"}
    )
    assert answer.status_code == 422
    assert "赵小满已先改为“57”，您填写的是“60”" in text_of(answer)
    assert item.lines.get(figure=LETTERS).printed == "57"
    assert item.lines.get(figure="paper.answered").printed == "9"
    fresh = {f"seen-{row.line.code}": row.seen for row in answer.context["rows"]}
    second.post(fill_url(item), {**fresh, "value-paper.letters": "60", "value-paper.answered": "9"})
    assert item.lines.get(figure=LETTERS).printed == "60"


def test_a_double_click_fills_in_once(desk: Desk, item: ReturnDetail) -> None:
    client = browser(desk, "liaison")
    sent(client, item, value__letters="57")
    sent(client, item, value__letters="57")
    assert desk.case(item).acts.filter(action="fill_in").count() == 1


def test_evidence_is_kept_with_its_figure_even_when_the_number_is_wrong(desk: Desk, item: ReturnDetail) -> None:
    client = browser(desk, "liaison")
    paper = SimpleUploadedFile("台账.txt", "来信台账共五十七件".encode())
    answer = client.post(fill_url(item), {"value-paper.letters": "好几十", "papers-paper.letters": paper})
    kept = str(StoredFile.objects.get().pk)
    assert f'name="kept-paper.letters" value="{kept}"' in text_of(answer)
    client.post(fill_url(item), {"value-paper.letters": "57", "kept-paper.letters": kept})
    assert item.lines.get(figure=LETTERS).evidence == [int(kept)]


def test_when_everything_is_right_the_screen_leads_to_sign_off(desk: Desk, item: ReturnDetail) -> None:
    client = browser(desk, "liaison")
    answer = sent(client, item, do="submit", value__letters="200", value__answered="150")
    assert answer["Location"].endswith("?check=1")
    assert "未答复”还没有填" in text_of(client.get(answer["Location"]))
    answer = sent(client, item, do="submit", value__open="50")
    assert answer["Location"] == reverse("casework:act", args=[item.case.number, "request_submit"])


def test_the_engine_leads_to_this_rooms_own_pages(desk: Desk, item: ReturnDetail, form: FormDetail) -> None:
    client = browser(desk, "liaison")
    assert client.get(reverse("casework:act", args=[item.case.number, "fill_in"]))["Location"] == fill_url(item)
    office = browser(desk, "clerk")
    assert office.get(reverse("casework:open", args=["figure_form"]))["Location"] == reverse("returns:new_form")


def test_the_board_names_who_has_not_reported_and_hands_the_values_out(
    desk: Desk, form: FormDetail, item: ReturnDetail
) -> None:
    desk.good(item)
    desk.submit(item)
    client = browser(desk, "clerk")
    board = reverse("returns:board", args=[form.case.number])
    told = text_of(client.get(board))
    assert "还没有报的单位" in told
    assert "云山区税务局" in told
    data = client.get(board, {"format": "csv"}).content.decode("utf-8-sig")
    assert data.splitlines()[1].startswith("1,来信,件,")
    assert client.get(board, {"format": "xlsx"}).content[:2] == b"PK"


def test_sending_back_writes_a_reason_at_the_figure(desk: Desk, item: ReturnDetail) -> None:
    desk.good(item)
    desk.submit(item)
    client = browser(desk, "verifier")
    url = reverse("returns:send_back", args=[item.case.number])
    assert "逐项退回原因" in text_of(client.get(url))
    client.post(url, {"reason": "口径不符", "problem-paper.letters": "应含网上来信", "idempotency_key": "b"})
    assert desk.case(item).state == "filling"
    assert "应含网上来信" in text_of(browser(desk, "liaison").get(fill_url(item)))


def test_who_sends_back_second_is_told_and_keeps_his_words(desk: Desk, item: ReturnDetail) -> None:
    desk.good(item)
    desk.submit(item)
    client, url = browser(desk, "verifier"), reverse("returns:send_back", args=[item.case.number])
    client.post(url, {"reason": "口径不符", "idempotency_key": "first"})
    answer = client.post(
        url, {"reason": "第二人写的理由。", "problem-paper.letters": "应含来信", "idempotency_key": "two"}
    )
    assert answer.status_code == 409
    for words in ("没有办理，原因如下", "第二人写的理由。", "应含来信"):
        assert words in text_of(answer)


def test_the_office_draws_a_form_up_in_the_browser(desk: Desk) -> None:
    client = browser(desk, "clerk")
    url = reverse("returns:new_form")
    assert 'value="来信"' in text_of(client.get(url))
    typed = {
        "title": "信访数据",
        "kind": "year",
        "until": "2025-12-31",
        "due_on": "2026-03-20",
        "basis": "通知",
        "rows": "4",
        "title-0": "来信（paper.letters）",
        "maximum-0": "1万",
        "beyond-0": "不予接收",
        "required-0": "1",
        "title-1": "已答复（paper.answered）",
        "title-2": "未答复（paper.open）",
        "relations": "1=2+3",
        "unit_ids": [str(desk.bureau)],
        "note": "按月报口径",
        "idempotency_key": "n",
    }
    answer = client.post(url, {**typed, "relations": "1=2+9"})
    assert answer.status_code == 422
    assert "没有第 9 行" in text_of(answer)
    assert 'name="title-0" value="来信"' in text_of(answer)
    assert client.post(url, {**typed, "idempotency_key": "n2"}).status_code == 302
    form = FormDetail.objects.get()
    assert [row.figure for row in form.figures.all()] == [LETTERS, "paper.answered", "paper.open"]
    assert (form.period, form.figures.first().maximum, form.relations.count()) == (YEAR, 10_000, 1)
    revise = reverse("returns:revise", args=[form.case.number])
    assert "1=2+3" in text_of(client.get(revise))
    assert form.note == "按月报口径"
    changed = {"title": "信访数据（改）", "remove-2": "1", "relations": "", "note": "", "idempotency_key": "n3"}
    client.post(revise, {**typed, **changed})
    form.refresh_from_db()
    assert (form.case.title, form.figures.count(), form.relations.count()) == ("信访数据（改）", 2, 0)
    assert (form.note, form.unit_ids) == ("", [desk.bureau])


MATRIX = {
    "forms": dict.fromkeys(PEOPLE, 200),
    "quick": dict.fromkeys(PEOPLE, 200),
    "unverified": dict.fromkeys(PEOPLE, 200),
    "new_form": {who: 200 if who in {"clerk", "office_section"} else 403 for who in PEOPLE},
    "board": {who: 200 if who in {"clerk", "office_section", "verifier"} else 404 for who in PEOPLE},
    "fill": {who: 404 if who in {"tax_liaison", "stranger"} else 200 for who in PEOPLE},
    "offline": {who: 404 if who in {"tax_liaison", "stranger"} else 200 for who in PEOPLE},
    "sheet": {who: 404 if who in {"tax_liaison", "stranger"} else 200 for who in PEOPLE},
    "history": dict.fromkeys(PEOPLE, 200),
}


@pytest.mark.parametrize("page", sorted(MATRIX))
def test_each_screen_admits_those_it_is_for(desk: Desk, form: FormDetail, item: ReturnDetail, page: str) -> None:
    args = {
        "board": [form.case.number],
        "fill": [item.case.number],
        "offline": [item.case.number],
        "sheet": [item.case.number, "xlsx"],
        "history": [LETTERS, desk.bureau],
    }.get(page, [])
    url = reverse(f"returns:{page}", args=args)
    assert Client().get(url).status_code == 302
    found = {who: browser(desk, who).get(url).status_code for who in PEOPLE}
    assert found == MATRIX[page]


def test_sending_back_and_revising_are_for_those_who_may(desk: Desk, form: FormDetail, item: ReturnDetail) -> None:
    desk.good(item)
    desk.submit(item)
    url = reverse("returns:send_back", args=[item.case.number])
    found = {who: browser(desk, who).get(url).status_code for who in ("verifier", "liaison", "clerk", "tax_liaison")}
    assert found == {"verifier": 200, "liaison": 403, "clerk": 403, "tax_liaison": 404}
    assert browser(desk, "clerk").get(reverse("returns:revise", args=[form.case.number])).status_code == 403


def test_a_reader_of_another_unit_learns_nothing_of_a_history(desk: Desk, item: ReturnDetail) -> None:
    desk.good(item)
    desk.submit(item)
    url = reverse("returns:history", args=[LETTERS, desk.bureau])
    assert "200件" in text_of(browser(desk, "liaison").get(url))
    assert "200件" not in text_of(browser(desk, "tax_liaison").get(url))


def test_a_longer_form_asks_no_more_questions(desk: Desk, item: ReturnDetail) -> None:
    client = browser(desk, "liaison")
    client.get(fill_url(item))
    with CaptureQueriesContext(connection) as long:
        client.get(fill_url(item))
    item.form.figures.exclude(figure=LETTERS).delete()
    item.form.relations.all().delete()
    with CaptureQueriesContext(connection) as short:
        client.get(fill_url(item))
    assert len(long) == len(short)


def test_the_board_asks_as_many_questions_for_one_unit_as_for_two(desk: Desk, form: FormDetail) -> None:
    client, url = browser(desk, "clerk"), reverse("returns:board", args=[form.case.number])
    client.get(url)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    ReturnDetail.objects.exclude(unit=desk.bureau).get().lines.all().delete()
    ReturnDetail.objects.exclude(unit=desk.bureau).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    assert len(many) == len(one)


def test_nobody_reports_success_and_readings_stay_out_until_signed(desk: Desk, item: ReturnDetail) -> None:
    client = browser(desk, "liaison")
    answer = client.post(fill_url(item), {"value-paper.letters": "57", "do": "save"}, follow=True)
    assert "成功" not in text_of(answer)
    assert "已存 1 项" in text_of(answer)
    assert not Reading.objects.exists()


def test_a_locked_return_reads_as_it_was_locked(desk: Desk, item: ReturnDetail) -> None:
    desk.good(item)
    desk.submit(item)
    desk.do(item.pk, "verify", "verifier")
    desk.do(item.pk, "lock", "office_section")
    page = text_of(browser(desk, "liaison").get(reverse("casework:case", args=[item.case.number])))
    assert "已锁定" in page
    assert "送审前还须处理" not in page


def test_a_sum_of_inexact_values_says_what_is_true_of_it(desk: Desk, form: FormDetail, item: ReturnDetail) -> None:
    other = desk.item(form, desk.world.district.tax.pk)
    board = reverse("returns:board", args=[form.case.number])
    told = {}
    for first, second in (("近200", "100"), ("200余", "100"), ("200", "100")):
        desk.fill(item, letters=first)
        desk.fill(other, "tax_liaison", letters=second)
        told[first] = browser(desk, "clerk").get(board).context["totals"][0].total
    assert told == {"近200": "约300件", "200余": "300余件", "200": "300件"}


def test_a_draft_does_not_hide_what_a_colleague_stored_meanwhile(desk: Desk, item: ReturnDetail) -> None:
    client = browser(desk, "section")
    rows = client.get(fill_url(item)).context["rows"]
    draft = {f"seen-{row.line.code}": row.seen for row in rows} | {"value-paper.answered": "9"}
    client.post(reverse("casework:draft", args=[f"return:{item.pk}"]), draft)
    sent(browser(desk, "liaison"), item, value__letters="57")
    shown = {row.line.code: row.entry.value for row in client.get(fill_url(item)).context["rows"]}
    assert (shown[LETTERS], shown["paper.answered"]) == ("57", "9")
