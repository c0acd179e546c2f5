"""Grants in the database: giving, taking back, the actor that results, and the predicate as SQL."""

from datetime import date

import pytest

from mingzheng.platform.access.actor import SYSTEM, Actor
from mingzheng.platform.access.models import Grant
from mingzheng.platform.access.predicate import readable_condition
from mingzheng.platform.access.selectors import (
    actor_for,
    grant_matrix_for,
    list_grant_history_for,
    list_grants_for,
    persons_with_role,
)
from mingzheng.platform.access.services import grant_role, revoke_grant, revoke_grants_of
from mingzheng.platform.ledger.public import list_entries, now
from mingzheng.platform.org.public import (
    NotPermitted,
    Post,
    Refused,
    add_person,
    appoint,
    close_unit,
    move_unit,
    record_absence,
)
from mingzheng.platform.org.tests.builders import EDITOR, SINCE, make_district
from mingzheng.platform.org.tests.builders import unit as add

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def people(django_user_model):
    made = {}

    def make(name, unit=None, level="clerk", **more):
        person = add_person(name=name, employee_no=name, editor=EDITOR, on=SINCE)
        if unit is not None:
            appoint(person=person, unit=unit, level=level, on=SINCE, editor=EDITOR)
        made[name] = django_user_model.objects.create(username=f"u{len(made)}", person=person, created_at=now(), **more)
        return made[name]

    return make


@pytest.fixture
def security(django_user_model):
    account = django_user_model.objects.create(
        username="aqgly", label="安全管理员", kind="administrator", admin_duty="security", created_at=now()
    )
    return actor_for(account, on=DAY)


def give(account, role, unit, actor=SYSTEM, **more):
    more.setdefault("valid_from", SINCE)
    more.setdefault("reason", "岗位职责")
    return grant_role(account=account, role=role, unit=unit, actor=actor, **more)


def test_a_liaison_in_a_section_belongs_to_section_and_organ(people):
    d = make_district()
    zhang = people("张三", d.secretariat, "liaison")
    actor = actor_for(zhang, on=DAY)
    assert actor.unit_ids == {d.secretariat.pk, d.office.pk}
    assert actor.home_unit_id == d.secretariat.pk
    assert actor.has_level("liaison", d.secretariat.pk)
    assert (actor.name, actor.kind, actor.grants, actor.acting_for) == ("张三", "person", (), ())


def test_only_the_nearest_organ_above_a_section_is_ones_own(people):
    d = make_district()
    institution = add("JYS", "教研室", "institution", parent=d.education)
    section = add("JYS-1", "综合科", "section", parent=institution)
    subsection = add("JYS-1-1", "一组", "section", parent=section)
    zhang = people("张三", subsection)
    give(zhang, "reader", d.district)
    assert actor_for(zhang, on=DAY).unit_ids == {subsection.pk, institution.pk}


def test_a_grant_reaches_down_only_when_it_says_so(people):
    d = make_district()
    zhang, li = people("张三", d.office), people("李四", d.office)
    give(zhang, "office_clerk", d.district)
    give(li, "office_clerk", d.district, include_subtree=False)
    assert actor_for(zhang, on=DAY).readable_unit_ids() == {
        d.district.pk,
        d.office.pk,
        d.secretariat.pk,
        d.information.pk,
        d.education.pk,
        d.tax.pk,
    }
    assert actor_for(li, on=DAY).readable_unit_ids() == {d.district.pk}


def test_what_a_closed_unit_left_stays_with_who_was_above_it_to_the_end(people):
    d = make_district()
    school, clerk, teacher = (
        add("XX", "党校", parent=d.education),
        people("张三", d.office),
        people("李四", d.education),
    )
    give(clerk, "office_section_head", d.district)
    give(teacher, "unit_head", d.education)
    move_unit(unit=school, parent=d.office, on=date(2026, 1, 5), reason="划转", editor=EDITOR)
    for gone in (school, d.tax):
        close_unit(unit=gone, on=date(2026, 2, 1), reason="撤并", editor=EDITOR)
    assert {school.pk, d.tax.pk} <= actor_for(clerk, on=DAY).readable_unit_ids()
    assert actor_for(teacher, on=DAY).readable_unit_ids() == {d.education.pk}
    for asked in (school.pk, d.tax.pk):
        assert persons_with_role("office_section_head", unit_id=asked, procedure=None, on=DAY) == [clerk.person_id]


def test_a_grant_over_all_units_and_one_for_a_procedure(people):
    d = make_district()
    zhang = people("张三", d.office)
    give(zhang, "auditor", None)
    give(zhang, "reader", d.education, procedure="foi", visibility=2)
    actor = actor_for(zhang, on=DAY)
    assert actor.readable_unit_ids("plan") is None
    assert actor.readable_unit_ids("plan", 1) == frozenset()
    assert actor.readable_unit_ids("foi", 2) == {d.education.pk}


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 8), True), (date(2026, 3, 9), False)],
)
def test_a_grant_holds_from_its_first_day_until_the_day_before_its_end(people, day, holds):
    d = make_district()
    zhang = people("张三", d.office)
    give(zhang, "verifier", d.district, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 9))
    assert actor_for(zhang, on=day).has_role("verifier", d.education.pk) is holds


def test_a_revoked_grant_is_gone_at_once_and_its_story_stays(people, security):
    d = make_district()
    zhang = people("张三", d.office)
    grant = give(zhang, "verifier", d.district, actor=security)
    revoke_grant(grant=grant, reason="调离", actor=security)
    assert actor_for(zhang, on=DAY).grants == ()
    assert [entry.kind for entry in list_entries("grant", str(grant.pk))] == ["role_granted", "grant_revoked"]
    assert [g.revoke_reason for g in list_grant_history_for(security, account_id=zhang.pk)] == ["调离"]
    with pytest.raises(Refused) as caught:
        revoke_grant(grant=grant, reason=" ", actor=security)
    assert [r.code for r in caught.value.reasons] == ["already_revoked", "reason_missing"]


def test_the_actor_costs_at_most_four_queries(people, django_assert_max_num_queries):
    d = make_district()
    zhang, li = people("张三", d.office), people("李四", d.secretariat)
    for unit in (d.district, d.office, d.education, d.tax):
        give(zhang, "reader", unit)
        give(li, "verifier", unit)
    record_absence(person=li.person, deputy=zhang.person, starts_on=DAY, ends_on=DAY, editor=EDITOR)
    for account in (zhang, li):
        fresh = type(account).objects.get(pk=account.pk)
        with django_assert_max_num_queries(4):
            assert actor_for(fresh, on=DAY).grants


def test_a_deputy_holds_the_absent_persons_roles_and_posts_for_those_days_only(people):
    d = make_district()
    head, deputy = people("正职", d.office, "head"), people("副职", d.office, "deputy")
    give(head, "unit_head", d.office, procedure="plan")
    record_absence(person=head.person, deputy=deputy.person, starts_on=DAY, ends_on=date(2026, 3, 4), editor=EDITOR)
    actor = actor_for(deputy, on=DAY)
    assert actor.acting_for == (head.person_id,)
    assert actor.has_role("unit_head", d.secretariat.pk, "plan")
    assert actor.role_on_behalf_of("unit_head", d.office.pk) == head.person_id
    assert actor.has_level("head", d.office.pk)
    assert actor.home_unit_id == d.office.pk
    later = actor_for(deputy, on=date(2026, 3, 5))
    assert (later.acting_for, later.grants) == ((), ())
    assert not later.has_level("head", d.office.pk)


def test_covering_adds_no_unit_of_ones_own_and_nothing_from_a_closed_account(people):
    d = make_district()
    head, deputy = people("正职", d.office, "head"), people("副职", d.office, "deputy")
    appoint(person=head.person, unit=d.education, level="head", on=SINCE, editor=EDITOR)
    give(head, "unit_head", d.education)
    record_absence(person=head.person, deputy=deputy.person, starts_on=DAY, ends_on=DAY, editor=EDITOR)
    assert d.education.pk not in actor_for(deputy, on=DAY).unit_ids
    head.is_active = False
    head.save(update_fields=["is_active"])
    assert actor_for(deputy, on=DAY).grants == ()


def test_ended_posts_do_not_count(people):
    d = make_district()
    zhang = people("张三", d.office, "head")
    Post.objects.filter(person=zhang.person).update(valid_to=DAY)
    assert actor_for(zhang, on=DAY).unit_ids == frozenset()
    assert actor_for(zhang, on=date(2026, 3, 1)).unit_ids == {d.office.pk}


def test_an_administrator_has_a_duty_and_never_a_grant(security, django_user_model):
    d = make_district()
    account = django_user_model.objects.get(username="aqgly")
    Grant.objects.create(account=account, role="reader", valid_from=SINCE, granted_at=now(), reason="绕过服务")
    actor = actor_for(account, on=DAY)
    assert (actor.admin_duty, actor.grants, actor.name) == ("security", (), "安全管理员")
    with pytest.raises(Refused):
        give(account, "reader", d.district)


def test_nobody_stands_behind_a_closed_or_missing_account(people):
    d = make_district()
    zhang = people("张三", d.office, is_active=False)
    assert actor_for(zhang, on=DAY).kind == "nobody"
    assert actor_for(None, on=DAY).kind == "nobody"


def test_the_same_grant_is_not_given_twice_at_one_time(people):
    d = make_district()
    zhang = people("张三", d.office)
    give(zhang, "verifier", d.district, valid_to=date(2026, 1, 1))
    give(zhang, "verifier", d.district, valid_from=date(2026, 1, 1))
    give(zhang, "verifier", d.district, valid_from=date(2019, 1, 1), valid_to=SINCE)
    with pytest.raises(Refused) as caught:
        give(zhang, "verifier", d.district, valid_from=DAY)
    assert [r.code for r in caught.value.reasons] == ["same_grant"]


def test_only_the_security_administrator_grants_and_revokes(people, security):
    d = make_district()
    zhang, other_account = people("张三", d.office), people("他", d.office)
    grant = give(zhang, "verifier", d.district, actor=security)
    for duty in ("", "system", "audit"):
        other = Actor(kind="person", name="他", account_id=other_account.pk, admin_duty=duty)
        with pytest.raises(NotPermitted):
            give(zhang, "reader", d.district, actor=other)
        with pytest.raises(NotPermitted):
            revoke_grant(grant=grant, reason="x", actor=other)
        if duty != "system":
            with pytest.raises(NotPermitted):
                revoke_grants_of(account=zhang, reason="x", actor=other)
    closer = Actor(kind="person", name="系", account_id=other_account.pk, admin_duty="system")
    assert revoke_grants_of(account=zhang, reason="停用账号", actor=closer) == 1
    assert not Grant.objects.on(DAY).exists()


def test_lists_show_everything_to_security_and_oneself_to_others(people, security):
    d = make_district()
    zhang, li = people("张三", d.office), people("李四", d.office)
    give(zhang, "verifier", d.district)
    give(li, "reader", d.office)
    assert list_grants_for(security, on=DAY).count() == 2
    assert [g.role for g in list_grants_for(actor_for(li, on=DAY), on=DAY)] == ["reader"]
    assert list_grants_for(security, on=DAY, unit_id=d.office.pk, role="reader", account_id=li.pk).count() == 1
    assert list_grant_history_for(actor_for(li, on=DAY), account_id=zhang.pk).count() == 0
    matrix = grant_matrix_for(security, on=DAY)
    assert set(matrix) == {d.district.pk, d.office.pk}
    assert [g.account for g in matrix[d.district.pk]["verifier"]] == [zhang]


def test_holders_of_a_role_over_a_unit_are_found_from_above_and_for_the_procedure(people):
    d = make_district()
    above, exact, narrow, other, everywhere = (people(n, d.office) for n in ("上", "正", "窄", "他", "全"))
    give(above, "verifier", d.district)
    give(exact, "verifier", d.education, include_subtree=False)
    give(narrow, "verifier", d.district, include_subtree=False)
    give(other, "verifier", d.district, procedure="foi")
    give(everywhere, "verifier", None)
    found = persons_with_role("verifier", unit_id=d.education.pk, procedure="plan", on=DAY)
    assert set(found) == {above.person_id, exact.person_id, everywhere.person_id}
    assert other.person_id in persons_with_role("verifier", unit_id=d.education.pk, procedure="foi", on=DAY)


def test_the_predicate_selects_exactly_what_the_actor_may_read(people):
    """`Grant` itself stands in for a table with a unit and a visibility."""
    d = make_district()
    zhang = people("张三", d.office)
    give(zhang, "reader", d.education, visibility=1)
    give(zhang, "verifier", d.tax, visibility=0)
    for unit in (d.education, d.tax, d.office):
        for level in (0, 1, 2):
            Grant.objects.create(
                account=zhang,
                role="row",
                unit=unit,
                visibility=level,
                valid_from=date(2099, 1, 1),
                granted_at=now(),
                reason="行",
            )
    actor = actor_for(zhang, on=DAY)
    rows = Grant.objects.filter(role="row")

    def read(who, **more):
        condition = readable_condition(who, procedure="plan", unit_field="unit", **more)
        return set(rows.filter(condition).values_list("unit__code", "visibility"))

    assert read(actor, visibility_field="visibility") == {("JYJ", 0), ("JYJ", 1), ("SWJ", 0)}
    assert read(actor) == {(code, level) for code in ("JYJ", "SWJ") for level in (0, 1, 2)}
    assert len(read(SYSTEM, visibility_field="visibility")) == 9
    reader = people("全览", d.office)
    give(reader, "auditor", None, visibility=1)
    assert {level for _, level in read(actor_for(reader, on=DAY), visibility_field="visibility")} == {0, 1}
    full = people("全部", d.office)
    give(full, "auditor", None, visibility=2)
    assert len(read(actor_for(full, on=DAY), visibility_field="visibility")) == 9
