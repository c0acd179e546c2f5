"""The generated page and picture of a procedure: complete, well-formed, and in words people know."""

import xml.etree.ElementTree as ElementTree

import pytest

from mingzheng.casework.declaration import Procedure
from mingzheng.casework.describing import describe_procedure, permission_rows
from mingzheng.casework.diagram import BOX_WIDTH, draw_procedure
from mingzheng.casework.registry import list_procedures
from mingzheng.casework.tests.paper import PAPER
from mingzheng.casework.tests.toy import TOY

EVERY = (TOY, *PAPER, *list_procedures())
by_name = pytest.mark.parametrize("procedure", EVERY, ids=lambda procedure: procedure.name)


@by_name
def test_the_picture_is_well_formed_and_shows_every_state_and_every_step(procedure: Procedure) -> None:
    root = ElementTree.fromstring(draw_procedure(procedure))
    words = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    for state in procedure.states:
        assert state.title in words
    for action in procedure.actions:
        if not action.built_in:
            assert any(action.title[:6] in word for word in words) or action.title in "".join(words)
    assert int(root.attrib["width"]) >= BOX_WIDTH
    assert draw_procedure(procedure) == draw_procedure(procedure)


@by_name
def test_the_page_names_every_action_limit_and_field(procedure: Procedure) -> None:
    page = describe_procedure(procedure, role_title=str, diagram="x.svg")
    for action in (procedure.opening, *procedure.actions):
        assert f"`{action.code}`" in page
        for item in action.fields:
            assert item.label.replace("|", "\\|") in page
    for limit in procedure.limits:
        assert limit.basis in page


def test_a_length_by_class_is_said_class_by_class() -> None:
    page = describe_procedure(PAPER[2], role_title=str, diagram="x.svg")
    assert "咨询 2个工作日" in page
    assert "投诉 15个工作日" in page


def test_the_permission_matrix_has_a_row_per_action_and_names_the_party() -> None:
    rows = {row[0]: row for row in permission_rows(TOY, ("office_clerk", "unit_liaison"))}
    assert rows["交办"][1:3] == ("交办", "")
    assert rows["签收"][1:3] == ("", "主办")
    assert rows["逾期终止"][5] == "是"
    assert rows["核验销号"][6] == "登记"
