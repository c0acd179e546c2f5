"""The law of applications as tables: grounds, fees, days of receipt, remedies."""

from datetime import date

import pytest

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.domains.foi.fees import item_price, items_fee, pages_fee
from mingzheng.domains.foi.grounds import ASK_LABELS, GROUNDS, Ask, Remedy, get_ground, row_of
from mingzheng.domains.foi.receipt import CHANNEL_LABELS, Channel, receipt_of
from mingzheng.domains.foi.remedies import OrganKind, remedy_notice, remedy_of, review_body_of
from mingzheng.domains.foi.tests.applications import apply
from mingzheng.proofing.disclosure.form import APPLICATION_ROWS

DAY = date(2026, 3, 2)


def test_every_row_of_results_has_a_ground_and_every_ground_a_row() -> None:
    results = {f"r{number:02}" for number in range(3, 24)}
    assert {ground.row for ground in GROUNDS} == results
    assert results <= {row.code for row in APPLICATION_ROWS}


@pytest.mark.parametrize(
    ("code", "row", "remedy"),
    [
        ("A1", "r03", "R-B"),
        ("A2", "r03", "R-B"),
        ("B1", "r04", "R-B"),
        *((f"C{n}", f"r{n + 4:02}", "R-A") for n in range(1, 8)),
        ("C8", "r12", "R-B"),
        ("D1a", "r13", "R-B"),
        ("D1b", "r13", "R-B"),
        ("D2", "r14", "R-B"),
        ("D3", "r15", "R-B"),
        *((f"E{n}", f"r{n + 15}", "R-B") for n in range(1, 6)),
        *((f"F{n}", f"r{n + 20}", "R-B") for n in range(1, 4)),
    ],
)
def test_a_ground_counts_in_its_row_and_opens_its_remedy(code: str, row: str, remedy: str) -> None:
    assert (row_of(code), get_ground(code).remedy) == (row, remedy)


def test_only_the_grounds_of_article_16_are_discretionary_and_they_ask_why() -> None:
    chosen = [ground for ground in GROUNDS if ground.discretionary]
    assert [ground.code for ground in chosen] == ["C5", "C6", "C7"]
    assert all(Ask.DISCRETION in ground.asks and "第十六条" in ground.articles for ground in chosen)


def test_everything_asked_has_a_name() -> None:
    assert set(ASK_LABELS) == set(Ask)


@pytest.mark.parametrize(
    ("count", "fee"),
    [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (60, 11000), (100, 37000)],
)
def test_the_fee_by_items(count: int, fee: int) -> None:
    assert items_fee(count) == fee


def test_the_fee_by_items_goes_on_where_the_month_stands() -> None:
    assert items_fee(5, before=28) == items_fee(33) - items_fee(28)
    with pytest.raises(ValueError, match="counts from 1"):
        item_price(0)


@pytest.mark.parametrize(
    ("pages", "fee"), [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700)]
)
def test_the_fee_by_pages(pages: int, fee: int) -> None:
    assert pages_fee(pages) == fee


def test_pages_are_not_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        pages_fee(-1)


@pytest.mark.parametrize(
    ("channel", "signed", "confirmed", "received"),
    [
        (Channel.COUNTER, None, None, DAY),
        (Channel.ORAL, None, None, DAY),
        (Channel.SIGNED_MAIL, date(2026, 3, 3), None, date(2026, 3, 3)),
        (Channel.SIGNED_MAIL, None, date(2026, 3, 4), None),
        (Channel.ORDINARY_MAIL, None, None, None),
        (Channel.ORDINARY_MAIL, None, date(2026, 3, 2), date(2026, 3, 2)),
        (Channel.INTERNET, None, None, None),
        (Channel.INTERNET, date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 5)),
        (Channel.FAX, None, date(2026, 3, 5), date(2026, 3, 5)),
    ],
)
def test_the_day_of_receipt(
    channel: Channel, signed: date | None, confirmed: date | None, received: date | None
) -> None:
    found = receipt_of(channel, arrived_on=DAY, signed_on=signed, confirmed_on=confirmed)
    assert found.on == received
    assert "第三十一条" in found.reason
    assert set(CHANNEL_LABELS) == set(Channel)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "due_on"),
    [
        ("ordinary_mail", DAY),
        ("fax", date(2026, 3, 3)),
        ("internet", date(2026, 3, 3)),
        ("signed_mail", date(2026, 3, 3)),
    ],
)
def test_ordinary_mail_is_confirmed_on_the_day_it_arrives_and_alarms_after_it(
    foi: Caller, channel: str, due_on: date
) -> None:
    typed_later = apply(foi, DAY, channel=channel)
    assert foi.due(typed_later, "confirm") == due_on
    entered_on = date(2026, 3, 5)
    assert foi.due(apply(foi, entered_on, channel=channel, arrived_on=DAY.isoformat()), "confirm") == due_on
    foi.do(typed_later, "confirm_receipt", on=date(2026, 3, 6), proof="电话确认")
    assert foi.due(typed_later, "confirm") is None


def test_nothing_is_confirmed_before_it_arrived() -> None:
    with pytest.raises(ValueError, match="before it arrived"):
        receipt_of(Channel.INTERNET, arrived_on=DAY, confirmed_on=date(2026, 3, 1))


def test_a_partial_answer_follows_what_it_withholds() -> None:
    assert remedy_of("B1", withheld_code="C4") is Remedy.REVIEW_FIRST
    assert remedy_of("B1", withheld_code="D2") is Remedy.FREE_CHOICE
    assert remedy_of("C8") is Remedy.FREE_CHOICE
    assert remedy_of("C8", query_matters_first=True) is Remedy.REVIEW_FIRST


@pytest.mark.parametrize(
    ("kind", "name", "alternative"),
    [
        (OrganKind.DEPARTMENT, "某区人民政府", ""),
        (OrganKind.TOWNSHIP, "某区人民政府", ""),
        (OrganKind.SUBDISTRICT, "某区人民政府", ""),
        (OrganKind.GOVERNMENT, "某市人民政府", ""),
        (OrganKind.JUSTICE, "某区人民政府", "某市某局"),
        (OrganKind.VERTICAL, "某市某局", ""),
    ],
)
def test_who_reviews(kind: OrganKind, name: str, alternative: str) -> None:
    body = review_body_of(
        kind, own_government="某区人民政府", higher_government="某市人民政府", higher_department="某市某局"
    )
    assert (body.name, body.alternative) == (name, alternative)


def test_the_periods_of_remedies() -> None:
    body = review_body_of(
        OrganKind.DEPARTMENT, own_government="某区人民政府", higher_government="", higher_department=""
    )
    first = remedy_notice(Remedy.REVIEW_FIRST, body, court="某区人民法院")
    free = remedy_notice(Remedy.FREE_CHOICE, body, court="某区人民法院")
    assert [p.label for p in (first.review_within, first.suit_within)] == ["60日", "15日"]
    assert [p.label for p in (free.review_within, free.suit_within)] == ["60日", "6个月"]
    assert (first.is_review_first, free.is_review_first) == (True, False)
