"""At 22:00 a leader dictates 近200: recorded at once as 未核, listed with who must verify, verified by another."""

from datetime import date

import pytest
from django.urls import reverse

from mingzheng.domains.returns.services.quick import Heard, note_number
from mingzheng.domains.returns.services.reminding import remind
from mingzheng.domains.returns.tests.conftest import LETTERS, YEAR, Desk
from mingzheng.figures.models import Reading
from mingzheng.figures.public import BadReading, Scope, ValueState, lock_readings, value_of
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.notices.models import Notice
from mingzheng.platform.org.models import Unit

pytestmark = pytest.mark.django_db
URL = "/desk/returns/quick"


def typed(desk: Desk, **more: object) -> dict[str, object]:
    return {
        "figure": "来信（paper.letters）",
        "value": "近200",
        "unit": desk.bureau,
        "given_by": desk.world.people["head"].pk,
        "source_words": "22时电话口述",
        "kind": "year",
        "until": "2025-12-31",
        "idempotency_key": "q1",
        **more,
    }


def test_a_dictated_number_is_recorded_with_source_person_and_mark(desk: Desk) -> None:
    client = signed_in_as(desk.world.accounts["liaison"])
    assert client.post(URL, typed(desk)).status_code == 302
    reading = Reading.objects.get()
    assert (reading.printed, reading.state, reading.source_words) == ("近200件", "unverified", "22时电话口述")
    assert (reading.given_by, reading.recorded_name) == (desk.world.people["head"], "赵小满")
    value = value_of(LETTERS, scope=Scope(frozenset({desk.bureau}), YEAR))
    assert (value.state, value.is_final) == (ValueState.UNVERIFIED, False)
    told = set(Notice.objects.values_list("person__name", flat=True))
    assert {"钱立冬", "罗雨桐"} <= told
    assert not told & {"赵小满", "李清明"}


def test_a_state_dictated_while_the_year_runs_is_that_of_today_and_offered_for_the_organ(desk: Desk) -> None:
    client = signed_in_as(desk.world.accounts["liaison"])
    page = client.get(f"{URL}?figure=dialogue.messages").content.decode()
    assert f'value="{desk.bureau}" selected' in page
    said = typed(desk, figure="dialogue.messages", until="2026-12-31")
    assert client.post(URL, said).status_code == 302
    reading = Reading.objects.get()
    assert (reading.printed, reading.ends_on, reading.starts_on) == ("近200条", date(2026, 3, 2), None)
    assert (
        client.post(
            URL, typed(desk, figure="dialogue.messages", kind="as_of", until="2026-12-31", idempotency_key="q2")
        ).status_code
        == 422
    )


def test_a_double_click_records_once(desk: Desk) -> None:
    client = signed_in_as(desk.world.accounts["liaison"])
    assert [client.post(URL, typed(desk)).status_code for _ in range(2)] == [302, 302]
    assert Reading.objects.count() == 1


def test_the_list_says_who_must_verify_and_another_does(desk: Desk) -> None:
    signed_in_as(desk.world.accounts["liaison"]).post(URL, typed(desk))
    reading = Reading.objects.get()
    mine = signed_in_as(desk.world.accounts["liaison"])
    page = mine.get(reverse("returns:unverified")).content.decode()
    assert "近200件" in page
    assert "钱立冬" in page
    mine.post(reverse("returns:unverified"), {"ids": [reading.pk]})
    reading.refresh_from_db()
    assert reading.state == "unverified"
    other = signed_in_as(desk.world.accounts["verifier"])
    assert "核验无误" in other.get(reverse("returns:unverified")).content.decode()
    other.post(reverse("returns:unverified"), {"ids": [reading.pk]})
    reading.refresh_from_db()
    assert (reading.state, reading.verified_name) == ("verified", "罗雨桐")
    late = signed_in_as(desk.world.accounts["section"])
    assert (
        "罗雨桐已先核验"
        in late.post(reverse("returns:unverified"), {"ids": [reading.pk]}, follow=True).content.decode()
    )
    assert other.get(reverse("returns:unverified"), {"format": "xlsx"}).status_code == 200


def test_a_number_that_is_there_is_corrected_with_a_reason_only(desk: Desk) -> None:
    client = signed_in_as(desk.world.accounts["liaison"])
    client.post(URL, typed(desk))
    answer = client.post(URL, typed(desk, value="210", idempotency_key="q2"))
    assert answer.status_code == 422
    assert "已有数值近200件" in answer.content.decode()
    assert 'value="210"' in answer.content.decode()
    client.post(URL, typed(desk, value="210", reason="核对台账", idempotency_key="q2"))
    assert [row.printed for row in Reading.objects.order_by("pk")] == ["近200件", "210件"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"value": "很多"}, "不是数值"),
        ({"value": "2000001"}, "不得大于"),
        ({"figure": "没有的指标"}, "指标目录中没有"),
        ({"until": ""}, "时段截止"),
        ({"until": "2027-12-31"}, "尚未到来"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_kept(desk: Desk, more: dict[str, str], said: str) -> None:
    client = signed_in_as(desk.world.accounts["liaison"])
    answer = client.post(URL, typed(desk, **more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "22时电话口述" in page
    assert not Reading.objects.exists()


def test_a_locked_period_is_said_at_the_field(desk: Desk) -> None:
    lock_readings(unit_id=desk.bureau, period=YEAR, actor=desk.world.actor("director"), reason="已定稿")
    answer = signed_in_as(desk.world.accounts["liaison"]).post(URL, typed(desk))
    assert answer.status_code == 422
    assert "已锁定" in answer.content.decode()


def test_nobody_notes_for_a_unit_that_is_not_his(desk: Desk) -> None:
    answer = signed_in_as(desk.world.accounts["tax_liaison"]).post(URL, typed(desk))
    assert answer.status_code == 422
    heard = Heard(LETTERS, desk.bureau, YEAR, "5", "来源")
    with pytest.raises(Exception, match="不能为该单位填报"):
        note_number(heard, actor=desk.world.actor("tax_liaison"), key="x")


def test_a_placeholder_or_gone_unit_is_no_number(desk: Desk) -> None:
    Unit.objects.filter(pk=desk.bureau).update(valid_to=date(2024, 6, 30))
    with pytest.raises(BadReading, match="已撤销"):
        note_number(Heard(LETTERS, desk.bureau, YEAR, "5", "来源"), actor=desk.world.actor("liaison"), key="x")


def test_reminders_tell_once_a_day(desk: Desk) -> None:
    form = desk.publish()
    desk.world.grant("section", "unit_section_head", desk.world.district.education)
    note_number(Heard(LETTERS, desk.bureau, YEAR, "5", "来源"), actor=desk.world.actor("liaison"), key="x")
    Notice.objects.all().delete()
    day = date(2026, 3, 18)
    remind(day)
    first = Notice.objects.count()
    remind(day)
    assert Notice.objects.count() == first
    assert Notice.objects.filter(text__contains="工作日截止").exists()
    assert Notice.objects.filter(text__contains="未核数字").exists()
    remind(date(2026, 3, 24))
    assert Notice.objects.filter(text__contains="逾期").exists()
    assert form.returns.count() == 2
