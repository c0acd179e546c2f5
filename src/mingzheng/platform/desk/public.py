"""The door of the desk: navigation, view bases, tables, filters, boards, exports."""

from mingzheng.platform.desk.actors import actor_of
from mingzheng.platform.desk.boards import make_board
from mingzheng.platform.desk.check_offers import FIELDS, PASS, CheckOffer, offer_checks, read_pass
from mingzheng.platform.desk.columns import (
    CodeColumn,
    DateColumn,
    DeskColumn,
    DueColumn,
    LampColumn,
    LinkColumn,
    NamesColumn,
    NumberColumn,
    SelectColumn,
)
from mingzheng.platform.desk.exports import spreadsheet_response, write_spreadsheet
from mingzheng.platform.desk.filters import DeskFilterSet
from mingzheng.platform.desk.forms import DeskFormView, Outcome, Refusal, ShownOnce
from mingzheng.platform.desk.links import register_link
from mingzheng.platform.desk.lists import BulkAction, DeskListView, EmptyWords
from mingzheng.platform.desk.navigation import (
    MOST_SHOWN,
    Count,
    NavItem,
    count_shown,
    everybody,
    register_counts,
    register_group,
    register_nav,
)
from mingzheng.platform.desk.tables import DeskTable
from mingzheng.platform.desk.views import DeskView, back_to, go_to

__all__ = [
    "FIELDS",
    "MOST_SHOWN",
    "PASS",
    "BulkAction",
    "CheckOffer",
    "CodeColumn",
    "Count",
    "DateColumn",
    "DeskColumn",
    "DeskFilterSet",
    "DeskFormView",
    "DeskListView",
    "DeskTable",
    "DeskView",
    "DueColumn",
    "EmptyWords",
    "LampColumn",
    "LinkColumn",
    "NamesColumn",
    "NavItem",
    "NumberColumn",
    "Outcome",
    "Refusal",
    "SelectColumn",
    "ShownOnce",
    "actor_of",
    "back_to",
    "count_shown",
    "everybody",
    "go_to",
    "make_board",
    "offer_checks",
    "read_pass",
    "register_counts",
    "register_group",
    "register_link",
    "register_nav",
    "spreadsheet_response",
    "write_spreadsheet",
]
