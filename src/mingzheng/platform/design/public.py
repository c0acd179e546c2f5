"""The door of the design room: values the components draw, wording, plots, paging, widgets."""

from mingzheng.platform.design.forms import PlainForm, speak_plainly
from mingzheng.platform.design.paging import CappedPaginator, page_window
from mingzheng.platform.design.plots import draw as draw_plot
from mingzheng.platform.design.plots import sparkline
from mingzheng.platform.design.tags.marks import icon as draw_icon
from mingzheng.platform.design.tags.marks import lamp as draw_lamp
from mingzheng.platform.design.tags.marks import tag as draw_tag
from mingzheng.platform.design.values import (
    Act,
    Board,
    BoardCell,
    BoardColumn,
    BoardRow,
    Change,
    Choice,
    Crumb,
    Fact,
    Lamp,
    Number,
    PaperLink,
    Plot,
    Series,
    Stage,
    Tab,
)
from mingzheng.platform.design.widgets import (
    DayInput,
    FileDrop,
    MomentInput,
    MonthInput,
    MultipleFileDrop,
    MultipleFileField,
    PlainTextarea,
)
from mingzheng.platform.design.wording import (
    NON_CLASSIFIED,
    SHANGHAI,
    describe_due,
    describe_remaining,
    explanation_lines,
    format_count,
    format_date,
    format_moment,
    format_short_date,
    format_size,
)

__all__ = [
    "NON_CLASSIFIED",
    "SHANGHAI",
    "Act",
    "Board",
    "BoardCell",
    "BoardColumn",
    "BoardRow",
    "CappedPaginator",
    "Change",
    "Choice",
    "Crumb",
    "DayInput",
    "Fact",
    "FileDrop",
    "Lamp",
    "MomentInput",
    "MonthInput",
    "MultipleFileDrop",
    "MultipleFileField",
    "Number",
    "PaperLink",
    "PlainForm",
    "PlainTextarea",
    "Plot",
    "Series",
    "Stage",
    "Tab",
    "describe_due",
    "describe_remaining",
    "draw_icon",
    "draw_lamp",
    "draw_plot",
    "draw_tag",
    "explanation_lines",
    "format_count",
    "format_date",
    "format_moment",
    "format_short_date",
    "format_size",
    "page_window",
    "sparkline",
    "speak_plainly",
]
