"""What is counted of publishing, and topic columns from their declaration to the page."""

import pytest

from mingzheng.casework.errors import BadInput, Refused
from mingzheng.casework.tests.world import NOW
from mingzheng.domains.publishing.boards import list_column_lines
from mingzheng.domains.publishing.models import Column, Publication
from mingzheng.domains.publishing.services.drafting import keep_topic
from mingzheng.domains.publishing.tests.publishing import Desk
from mingzheng.figures.public import Period, Scope, breakdown, value_of

pytestmark = pytest.mark.django_db


def test_class_counts_sum_to_the_total_and_columns_say_what_they_hold(desk: Desk) -> None:
    Column.objects.create(code="yw", name="要闻", kind="news", owner_unit=desk.world.district.office)
    first = desk.published()
    second = desk.approved(item_class="policy", title="另一件")
    desk.do(second, "send_back", "publicity", reason="改一处")
    scope = Scope(None, Period.year(2026))
    assert [value_of(code, scope=scope).value for code in ("publishing.published", "publishing.returned")] == [1, 1]
    parts = breakdown("publishing.published", scope, "item_class")
    assert sum(part.value for part in parts.parts) == 1
    lines = {line.column.code: line for line in list_column_lines(NOW)}
    assert (lines["zcwj"].count, lines["zcwj"].lamp, lines["yw"].lamp) == (1, "normal", "not_started")
    long_ago = NOW.replace(year=2025)
    Publication.objects.filter(item=first).update(published_at=long_ago, updated_at=long_ago)
    assert {line.lamp for line in list_column_lines(NOW)} == {"overdue", "not_started"}


def test_a_topic_column_asks_for_its_own_fields_before_review(desk: Desk) -> None:
    column = Column.objects.get()
    column.topic = "penalty"
    column.save()
    case_id = desk.draft(item_class="penalty", disclosure_kind="enforcement")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "submit")
    assert [reason.code for reason in refused.value.reasons] == ["topic_missing"]
    clerk = desk.actor("clerk", NOW.date())
    values = {"decision": "〔2026〕1号", "party": "某店", "act": "未留样", "ground": "有关规定", "result": "警告"}
    with pytest.raises(BadInput):
        keep_topic(desk.case(case_id), values, actor=clerk)
    whole = values | {"decided_on": "2026-02-25", "until": "2026-08-25", "objection": "向区局申请"}
    keep_topic(desk.case(case_id), whole, actor=clerk)
    assert desk.item(case_id).shown_until.isoformat() == "2026-08-25"
    assert desk.item(case_id).disclose_by.isoformat() == "2026-03-11"
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    desk.do(case_id, "publish", "publicity")
    assert desk.current(case_id).extra == whole
