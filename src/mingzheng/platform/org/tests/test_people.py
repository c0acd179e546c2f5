"""Persons, posts, absences (A/B 角) and hand-over when somebody leaves."""

from datetime import date

import pytest

from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.org import events
from mingzheng.platform.org.errors import NotPermitted, Refused
from mingzheng.platform.org.models import Absence
from mingzheng.platform.org.selectors import deputy_of, heads_of, holders_of, list_absences, posts_of
from mingzheng.platform.org.services import (
    add_person,
    appoint,
    cancel_absence,
    change_person,
    end_post,
    hand_over_posts,
    record_absence,
)
from mingzheng.platform.org.tests.builders import EDITOR, SINCE, STRANGER, Editor, make_district

pytestmark = pytest.mark.django_db
NOW = date(2026, 3, 2)


def person(name: str, number: str):
    return add_person(name=name, employee_no=number, editor=EDITOR, on=SINCE)


@pytest.fixture
def heard(monkeypatch):
    listeners: list = []
    told: list = []
    monkeypatch.setattr(events, "_person_left", listeners)
    events.on_person_left(told.append)
    return told


def codes(caught) -> list[str]:
    return [reason.code for reason in caught.value.reasons]


def test_the_first_post_is_the_primary_one_and_a_new_primary_replaces_it():
    d = make_district()
    zhang = person("张三", "1")
    first = appoint(person=zhang, unit=d.office, level="head", on=SINCE, editor=EDITOR)
    second = appoint(person=zhang, unit=d.education, level="deputy", on=SINCE, editor=EDITOR)
    assert (first.is_primary, second.is_primary) == (True, False)
    third = appoint(person=zhang, unit=d.tax, level="head", on=SINCE, editor=EDITOR, is_primary=True)
    assert [post.pk for post in posts_of(zhang, NOW)] == [third.pk, first.pk, second.pk]
    assert [post.is_primary for post in posts_of(zhang, NOW)] == [True, False, False]


def test_posts_are_asked_as_of_a_day(heard):
    d = make_district()
    zhang = person("张三", "1")
    post = appoint(person=zhang, unit=d.office, level="head", on=SINCE, editor=EDITOR)
    end_post(post=post, on=NOW, reason="调离", editor=EDITOR)
    assert heads_of(d.office.pk, date(2026, 3, 1)) == [zhang]
    assert heads_of(d.office.pk, NOW) == []
    assert holders_of([d.office.pk], ("head", "deputy"), date(2026, 3, 1)) == [zhang]
    assert heard[0].unit_ids == (d.office.pk,)
    with pytest.raises(Refused) as caught:
        end_post(post=post, on=date(2026, 4, 1), reason="再调", editor=EDITOR)
    assert codes(caught) == ["post_ended"]


def test_names_and_telephones_stand_in_the_ledger_only_as_private_values():
    zhang = add_person(name="张某某", employee_no="1", phone="13800000000", editor=EDITOR, on=SINCE)
    change_person(person=zhang, phone="13900000000", editor=EDITOR, on=NOW)
    text = "".join(entry.payload_text for entry in list_entries("person", str(zhang.pk)))
    assert "张某某" not in text
    assert "13" not in text


def test_a_leaver_hands_everything_over(heard):
    d = make_district()
    zhang, li, wang = person("张三", "1"), person("李四", "2"), person("王五", "3")
    for who in (zhang, li, wang):
        appoint(person=who, unit=d.secretariat, level="clerk", on=SINCE, editor=EDITOR)
    extra = appoint(person=zhang, unit=d.education, level="liaison", on=SINCE, editor=EDITOR)
    absence = record_absence(
        person=li, deputy=zhang, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9), editor=EDITOR
    )
    elsewhere = person("赵六", "4")
    appoint(person=elsewhere, unit=d.tax, level="clerk", on=SINCE, editor=EDITOR)
    with pytest.raises(Refused) as caught:
        hand_over_posts(person=zhang, on=NOW, reason="退休", editor=EDITOR, successor=elsewhere)
    assert codes(caught) == ["successor_organ"]
    move = hand_over_posts(person=zhang, on=NOW, reason="退休", editor=EDITOR, successor=wang)
    assert set(move.unit_ids) == {d.secretariat.pk, d.education.pk}
    assert move.covered_absences == (absence,)
    assert posts_of(zhang, NOW) == []
    assert deputy_of(li, NOW) is None
    (event,) = heard
    assert extra.pk in event.post_ids
    assert event.successor_id == wang.pk
    zhang.refresh_from_db()
    assert not zhang.is_active
    with pytest.raises(Refused) as caught:
        hand_over_posts(person=zhang, on=NOW, reason=" ", editor=EDITOR, successor=zhang)
    assert codes(caught) == ["reason_missing", "person_left", "successor"]


def test_nobody_who_left_is_appointed_again(heard):
    d = make_district()
    zhang = person("张三", "1")
    hand_over_posts(person=zhang, on=NOW, reason="退休", editor=EDITOR)
    with pytest.raises(Refused) as caught:
        appoint(person=zhang, unit=d.office, level="head", on=NOW, editor=EDITOR)
    assert codes(caught) == ["person_left"]


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 4), True),
        (date(2026, 3, 5), False),
        (date(2026, 3, 9), False),
    ],
)
def test_a_deputy_covers_from_the_first_day_until_the_person_is_back(day, covered):
    d = make_district()
    zhang, li = person("张三", "1"), person("李四", "2")
    appoint(person=zhang, unit=d.secretariat, level="section", on=SINCE, editor=EDITOR)
    appoint(person=li, unit=d.information, level="section", on=SINCE, editor=EDITOR)
    absence = record_absence(
        person=zhang,
        deputy=li,
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 9),
        editor=Editor(admin_duty="", person_id=zhang.pk),
    )
    cancel_absence(absence=absence, on=date(2026, 3, 5), editor=EDITOR)
    assert (deputy_of(zhang, day) == li) is covered


def test_the_last_day_of_an_absence_still_counts():
    d = make_district()
    zhang, li = person("张三", "1"), person("李四", "2")
    for who in (zhang, li):
        appoint(person=who, unit=d.office, level="section", on=SINCE, editor=EDITOR)
    record_absence(person=zhang, deputy=li, starts_on=NOW, ends_on=NOW, editor=EDITOR)
    assert deputy_of(zhang, NOW) == li
    assert [row.person for row in list_absences(at=NOW)] == [zhang]
    assert list_absences(at=date(2026, 3, 3)) == []
    assert Absence.objects.covering(date(2026, 3, 3)).count() == 0


def test_an_absence_is_refused_with_all_reasons():
    d = make_district()
    zhang, li = person("张三", "1"), person("李四", "2")
    appoint(person=zhang, unit=d.office, level="section", on=SINCE, editor=EDITOR)
    appoint(person=li, unit=d.education, level="section", on=SINCE, editor=EDITOR)
    days = {"starts_on": date(2026, 3, 9), "ends_on": date(2026, 3, 1)}
    with pytest.raises(Refused) as caught:
        record_absence(person=zhang, deputy=li, editor=EDITOR, **days)
    assert codes(caught) == ["absence_dates", "absence_organ"]
    with pytest.raises(Refused) as caught:
        record_absence(person=zhang, deputy=zhang, editor=EDITOR, **days)
    assert codes(caught) == ["absence_dates", "absence_self"]


def test_two_absences_of_one_person_do_not_overlap():
    d = make_district()
    zhang, li = person("张三", "1"), person("李四", "2")
    for who in (zhang, li):
        appoint(person=who, unit=d.office, level="section", on=SINCE, editor=EDITOR)
    record_absence(person=zhang, deputy=li, starts_on=NOW, ends_on=date(2026, 3, 9), editor=EDITOR)
    with pytest.raises(Refused) as caught:
        record_absence(person=zhang, deputy=li, starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 10), editor=EDITOR)
    assert codes(caught) == ["absence_overlap"]


def test_strangers_arrange_nothing():
    d = make_district()
    zhang, li = person("张三", "1"), person("李四", "2")
    for who in (zhang, li):
        appoint(person=who, unit=d.office, level="section", on=SINCE, editor=EDITOR)
    absence = record_absence(person=zhang, deputy=li, starts_on=NOW, ends_on=NOW, editor=EDITOR)
    acts = [
        lambda: add_person(name="甲", editor=STRANGER, on=NOW),
        lambda: change_person(person=zhang, name="甲", editor=STRANGER, on=NOW),
        lambda: appoint(person=zhang, unit=d.tax, level="head", on=NOW, editor=STRANGER),
        lambda: end_post(post=posts_of(zhang, NOW)[0], on=NOW, reason="x", editor=STRANGER),
        lambda: hand_over_posts(person=zhang, on=NOW, reason="x", editor=STRANGER),
        lambda: cancel_absence(absence=absence, on=NOW, editor=STRANGER),
        lambda: record_absence(person=li, deputy=zhang, starts_on=NOW, ends_on=NOW, editor=STRANGER),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()


def test_an_employee_number_belongs_to_one_person():
    zhang = person("张三", "1")
    person("李四", "2")
    with pytest.raises(Refused) as caught:
        add_person(name=" ", employee_no="1", editor=EDITOR, on=NOW)
    assert codes(caught) == ["person_name", "employee_no_taken"]
    with pytest.raises(Refused) as caught:
        change_person(person=zhang, employee_no="2", editor=EDITOR, on=NOW)
    assert codes(caught) == ["employee_no_taken"]
    assert change_person(person=zhang, employee_no=" ", editor=EDITOR, on=NOW).employee_no is None
