"""Changes of the unit tree: who may, what is refused, what stays known, and what the ledger says."""

from datetime import date

import pytest
from django.db import transaction

from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.org.errors import NotPermitted, Refused
from mingzheng.platform.org.models import Unit, UnitClosure, UnitName, UnitRelation
from mingzheng.platform.org.selectors import (
    ancestor_ids,
    descendant_ids,
    find_unit_by_code,
    find_unit_by_name,
    is_dispatched,
    organ_of,
    sections_of,
    unit_tree,
)
from mingzheng.platform.org.services import (
    add_person,
    add_unit,
    appoint,
    change_unit,
    close_unit,
    move_unit,
    rebuild_closure,
    rename_unit,
)
from mingzheng.platform.org.tests.builders import EDITOR, SINCE, STRANGER, Editor, make_district, unit, write_district

pytestmark = pytest.mark.django_db
NOW = date(2026, 3, 2)


def codes(caught) -> list[str]:
    return [reason.code for reason in caught.value.reasons]


def test_the_tree_of_a_day_shows_both_relations_and_sections():
    d = make_district()
    (root,) = unit_tree(NOW)
    assert root.unit == d.district
    assert [(node.unit.code, node.relation) for node in root.children] == [
        ("DZB", "subordinate"),
        ("JYJ", "subordinate"),
        ("SWJ", "dispatched"),
    ]
    assert [node.unit.code for node in root.children[0].children] == ["DZB-1", "DZB-2"]


def test_the_district_written_at_once_is_the_one_the_services_make():
    columns = (
        (Unit, ("code", "name", "short_name", "aliases", "kind", "order", "contact_phone", "valid_from", "valid_to")),
        (UnitName, ("unit__code", "name", "short_name", "valid_from", "valid_to")),
        (UnitRelation, ("parent__code", "child__code", "kind", "valid_from", "valid_to")),
        (UnitClosure, ("ancestor__code", "descendant__code", "depth", "kind", "valid_from", "valid_to")),
    )
    built = []
    for make in (make_district, write_district):
        with transaction.atomic():
            make()
            built.append([sorted(model.objects.values_list(*names), key=str) for model, names in columns])
            transaction.set_rollback(True)
    assert built[0] == built[1]


def test_the_tree_takes_two_queries_however_large(django_assert_num_queries):
    make_district()
    with django_assert_num_queries(2):
        unit_tree(NOW)
    for n in range(10):
        unit(f"X{n}", f"单位{n}", parent=find_unit_by_code("D"))
    with django_assert_num_queries(2):
        unit_tree(NOW)


def test_dispatched_units_receive_work_and_are_left_out_of_what_counts():
    d = make_district()
    everything = descendant_ids([d.district.pk], NOW)
    counted = descendant_ids([d.district.pk], NOW, kind="subordinate")
    assert everything - counted == {d.tax.pk}
    assert is_dispatched(d.tax.pk, NOW)
    assert not is_dispatched(d.education.pk, NOW)
    assert not is_dispatched(d.district.pk, NOW)


def test_a_unit_may_stand_in_both_relations_and_then_counts_as_subordinate():
    d = make_district()
    both = unit("GA", "公安分局", parent=d.district, also_under=[(d.education, "dispatched")])
    assert not is_dispatched(both.pk, NOW)
    assert descendant_ids([d.education.pk], NOW) == {d.education.pk, both.pk}
    (root,) = unit_tree(NOW)
    assert "GA" in [node.unit.code for node in root.children]


def test_sections_belong_to_their_organ():
    d = make_district()
    assert sections_of(d.office, NOW) == [d.secretariat, d.information]
    assert organ_of(d.secretariat, NOW) == d.office
    assert organ_of(d.office, NOW) == d.office
    assert ancestor_ids(d.secretariat.pk, NOW) == (d.secretariat.pk, d.office.pk, d.district.pk)


def test_a_move_changes_the_line_from_its_day_and_leaves_the_past_as_it_was():
    d = make_district()
    move_unit(unit=d.information, parent=d.education, on=NOW, reason="机构改革", editor=EDITOR)
    assert organ_of(d.information, date(2026, 3, 1)) == d.office
    assert organ_of(d.information, NOW) == d.education
    entry = list(list_entries("unit", str(d.information.pk)))[-1]
    assert entry.kind == "unit_moved"
    assert entry.payload["before"] == "DZB"
    assert entry.payload["after"] == "JYJ"
    assert entry.actor == EDITOR.ref
    assert entry.occurred_on == NOW


def test_a_move_under_its_own_section_is_refused_by_name_and_nothing_changes():
    d = make_district()
    before = set(UnitClosure.objects.values_list("ancestor", "descendant", "valid_from", "valid_to"))
    with pytest.raises(Refused) as caught:
        move_unit(unit=d.office, parent=d.secretariat, on=NOW, reason="误操作", editor=EDITOR)
    assert codes(caught) == ["cycle"]
    assert "秘书科" in str(caught.value)
    assert set(UnitClosure.objects.values_list("ancestor", "descendant", "valid_from", "valid_to")) == before


def test_a_section_stands_in_an_organ():
    with pytest.raises(Refused) as caught:
        add_unit(code="K1", name="秘书科", kind="section", valid_from=SINCE, editor=EDITOR)
    assert codes(caught) == ["section_alone"]


@pytest.mark.parametrize(
    ("parent", "on", "reason", "expected"),
    [
        ("DZB", NOW, "调整", ["same_parent"]),
        ("DZB-1", NOW, "调整", ["under_itself"]),
        ("JYJ", SINCE, "调整", ["too_early"]),
        ("JYJ", NOW, " ", ["reason_missing"]),
        ("DZB", SINCE, "", ["reason_missing", "same_parent", "too_early"]),
    ],
)
def test_a_move_is_refused_with_all_its_reasons(parent, on, reason, expected):
    d = make_district()
    with pytest.raises(Refused) as caught:
        move_unit(unit=d.secretariat, parent=find_unit_by_code(parent), on=on, reason=reason, editor=EDITOR)
    assert codes(caught) == expected


def test_a_renamed_unit_is_found_by_both_names_and_its_history_is_kept():
    d = make_district()
    rename_unit(unit=d.education, name="云山区教育和体育局", short_name="教体局", on=NOW, reason="改革", editor=EDITOR)
    assert find_unit_by_name("云山区教育和体育局").unit == d.education
    assert find_unit_by_name("云山区教育局").unit == d.education
    spans = list(UnitName.objects.filter(unit=d.education).values_list("name", "valid_from", "valid_to"))
    assert spans == [("云山区教育局", SINCE, NOW), ("云山区教育和体育局", NOW, None)]
    assert list(list_entries("unit", str(d.education.pk)))[-1].payload["before"] == "云山区教育局"


@pytest.mark.parametrize("written", ["区党政办", "党政办", " 云山区 党政办公室", "云山区党政办公室"])
def test_a_unit_is_found_by_name_short_name_and_alias_spaces_aside(written):
    d = make_district()
    assert find_unit_by_name(written).unit == d.office


def test_an_ambiguous_or_unknown_name_is_asked_never_guessed():
    d = make_district()
    change_unit(unit=d.education, aliases=["主管局"], on=NOW, editor=EDITOR)
    change_unit(unit=d.tax, aliases=["主管局"], on=NOW, editor=EDITOR)
    found = find_unit_by_name("主管局")
    assert found.unit is None
    assert set(found.candidates) == {d.education, d.tax}
    near = find_unit_by_name("教育")
    assert near.unit is None
    assert d.education in near.candidates
    assert find_unit_by_name("水务局").unit is None
    assert find_unit_by_name("").candidates == ()


def test_a_full_name_wins_over_somebody_elses_alias():
    d = make_district()
    change_unit(unit=d.tax, aliases=["云山区教育局"], on=NOW, editor=EDITOR)
    assert find_unit_by_name("云山区教育局").unit == d.education


def test_a_unit_with_people_or_units_in_it_is_not_closed():
    d = make_district()
    person = add_person(name="张三", employee_no="1", editor=EDITOR, on=SINCE)
    appoint(person=person, unit=d.office, level="head", on=SINCE, editor=EDITOR)
    with pytest.raises(Refused) as caught:
        close_unit(unit=d.office, on=NOW, reason="撤并", editor=EDITOR)
    assert codes(caught) == ["has_children", "has_posts"]


def test_a_closed_unit_is_gone_from_its_day_and_there_before():
    d = make_district()
    close_unit(unit=d.tax, on=NOW, reason="撤并", editor=EDITOR)
    assert d.tax.pk not in descendant_ids([d.district.pk], NOW)
    assert d.tax.pk in descendant_ids([d.district.pk], date(2026, 3, 1))
    with pytest.raises(Refused) as caught:
        close_unit(unit=d.tax, on=date(2026, 4, 1), reason="再撤", editor=EDITOR)
    assert codes(caught) == ["already_closed"]


def test_a_code_is_used_once_and_has_a_shape():
    d = make_district()
    with pytest.raises(Refused) as caught:
        unit("JYJ", "另一个教育局", parent=d.district)
    assert codes(caught) == ["unit_code_taken"]
    with pytest.raises(Refused) as caught:
        unit("教育", " ")
    assert codes(caught) == ["unit_code", "unit_name"]


def test_a_change_that_changes_nothing_writes_nothing():
    d = make_district()
    before = len(list(list_entries("unit", str(d.office.pk))))
    change_unit(unit=d.office, order=1, short_name="党政办", on=NOW, editor=EDITOR)
    assert len(list(list_entries("unit", str(d.office.pk)))) == before
    with pytest.raises(TypeError):
        change_unit(unit=d.office, name="偷改", on=NOW, editor=EDITOR)


def test_rebuilding_a_right_closure_changes_nothing():
    make_district()
    assert rebuild_closure() == 0
    UnitClosure.objects.filter(depth=2).delete()
    assert rebuild_closure() == 2
    assert rebuild_closure() == 0


@pytest.mark.parametrize("editor", [STRANGER, Editor(admin_duty="security"), Editor(admin_duty="audit")])
def test_only_the_system_administrator_changes_units(editor):
    d = make_district()
    acts = [
        lambda: add_unit(code="N", name="新", kind="organ", valid_from=SINCE, editor=editor),
        lambda: change_unit(unit=d.office, order=7, on=NOW, editor=editor),
        lambda: rename_unit(unit=d.office, name="新名", on=NOW, reason="改", editor=editor),
        lambda: move_unit(unit=d.office, parent=None, on=NOW, reason="改", editor=editor),
        lambda: close_unit(unit=d.tax, on=NOW, reason="改", editor=editor),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()
