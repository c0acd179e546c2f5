"""A field of rows is read cell by cell and told in words; a domain's own page stands in for the form of an action."""

from dataclasses import replace
from datetime import datetime

import pytest

from mingzheng.casework.declaration import Field, FieldKind
from mingzheng.casework.desk.presenting import act_url, describe_value
from mingzheng.casework.errors import BadInput
from mingzheng.casework.forms import clean_given
from mingzheng.casework.models import Case
from mingzheng.casework.naming import Names
from mingzheng.casework.offline import OrderLost, PlannedAct, carry_out, seal_order
from mingzheng.casework.registry import ProcedureFaulty, register, unregister
from mingzheng.casework.tests.toy import TOY
from mingzheng.platform.access.public import SYSTEM
from mingzheng.worktime.public import SHANGHAI

ROWS = Field("rows", "数值", FieldKind.ROWS, choices=(("title", "指标"), ("value", "数值"), ("code", "")))
AT = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)


def test_rows_keep_their_filled_cells_as_text() -> None:
    given = clean_given([ROWS], {"rows": [{"title": "来信", "value": 57, "code": " a.b "}, {"value": ""}]})
    assert given == {"rows": [{"title": "来信", "value": "57", "code": "a.b"}]}


@pytest.mark.parametrize("raw", ["x", [1], [{"other": "1"}], [{"title": "\x07"}], [{"title": "x"}] * 501])
def test_what_is_no_rows_of_these_columns_is_bad_input(raw: object) -> None:
    with pytest.raises(BadInput) as bad:
        clean_given([ROWS], {"rows": raw})
    assert set(bad.value.errors) == {"rows"}


def test_rows_are_told_by_their_columns_and_codes_stay_hidden() -> None:
    told = describe_value(ROWS, [{"title": "来信", "value": "57件", "code": "a.b"}], Names({}, {}, {}, {}))
    assert told == "来信：数值 57件"


def test_a_declaration_of_rows_names_its_columns_and_pages_name_actions() -> None:
    bare = replace(TOY.opening, fields=(*TOY.opening.fields, Field("rows", "行", FieldKind.ROWS)))
    with pytest.raises(ProcedureFaulty, match="rows without columns"):
        register(replace(TOY, name="toy_rows", opening=bare))
    with pytest.raises(ProcedureFaulty, match="page for unknown action"):
        register(replace(TOY, name="toy_rows"), pages={"nothing": "casework:case"})


def test_an_action_leads_to_the_page_its_domain_has_for_it() -> None:
    code = TOY.actions[0].code
    register(replace(TOY, name="toy_pages"), effects={}, pages={code: "casework:case"})
    try:
        case = Case(number="TP-1", procedure="toy_pages", procedure_version=TOY.version)
        assert act_url(case, code) == "/desk/cases/TP-1/"
        assert act_url(case, "other") == "/desk/cases/TP-1/act/other"
    finally:
        unregister("toy_pages")


def test_an_order_is_carried_out_for_its_own_subject_only(db: None) -> None:
    order = seal_order("scheme:1", [PlannedAct(1, "x", {}, "k")])
    for wrong, subject in ((order, "scheme:2"), (order + "x", "scheme:1")):
        with pytest.raises(OrderLost):
            carry_out(wrong, subject=subject, words={}, actor=SYSTEM, occurred_on=AT.date(), recorded_at=AT)
