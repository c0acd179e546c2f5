"""The door of the figures room: what rooms above may import."""

from mingzheng.figures.declaration import (
    UNIT,
    Change,
    Dimension,
    Events,
    Figure,
    Kind,
    Ratio,
    Readings,
    Rows,
    RowWords,
    Total,
)
from mingzheng.figures.errors import (
    BadDeclaration,
    BadReading,
    FigureError,
    KeyReused,
    NotInThisState,
    NotPermitted,
    UnknownFigure,
)
from mingzheng.figures.local import define_local, list_local_figures
from mingzheng.figures.models import Reading, Snapshot, SnapshotValue
from mingzheng.figures.parts import Breakdown, Comparison, Part, breakdown, compare, may_break_down, series
from mingzheng.figures.pedigree import Row, RowPage, parts_behind, rows_of
from mingzheng.figures.periods import Period, PeriodKind, Scope
from mingzheng.figures.readings.checking import Checked, check_reading, check_readings
from mingzheng.figures.readings.closing import lock_readings, unlock_readings
from mingzheng.figures.readings.recording import Given
from mingzheng.figures.readings.rules import is_same_hand, may_record, may_verify
from mingzheng.figures.readings.selectors import (
    find_reading,
    history_of,
    readings_for,
    readings_in,
    waiting_for_verification_for,
)
from mingzheng.figures.readings.services import correct_reading, record_reading, verify_reading, withdraw_reading
from mingzheng.figures.registry import declare, find_figure, get_figure, list_figures, users_of
from mingzheng.figures.selectors import Use, register_links, register_uses
from mingzheng.figures.snapshots.drifting import Drift, drift, drift_of
from mingzheng.figures.snapshots.services import (
    Frozen,
    NotFinal,
    export_snapshot,
    frozen_in,
    snapshots_of,
    take_snapshot,
)
from mingzheng.figures.sources.events import Delta, append_deltas
from mingzheng.figures.values import FigureValue, ValueState, format_value, pedigree_url, value_of, values_of
from mingzheng.figures.wordings import Qualifier, Wording, compose, holds, offers, parse_wording

__all__ = [
    "UNIT",
    "BadDeclaration",
    "BadReading",
    "Breakdown",
    "Change",
    "Checked",
    "Comparison",
    "Delta",
    "Dimension",
    "Drift",
    "Events",
    "Figure",
    "FigureError",
    "FigureValue",
    "Frozen",
    "Given",
    "KeyReused",
    "Kind",
    "NotFinal",
    "NotInThisState",
    "NotPermitted",
    "Part",
    "Period",
    "PeriodKind",
    "Qualifier",
    "Ratio",
    "Reading",
    "Readings",
    "Row",
    "RowPage",
    "RowWords",
    "Rows",
    "Scope",
    "Snapshot",
    "SnapshotValue",
    "Total",
    "UnknownFigure",
    "Use",
    "ValueState",
    "Wording",
    "append_deltas",
    "breakdown",
    "check_reading",
    "check_readings",
    "compare",
    "compose",
    "correct_reading",
    "declare",
    "define_local",
    "drift",
    "drift_of",
    "export_snapshot",
    "find_figure",
    "find_reading",
    "format_value",
    "frozen_in",
    "get_figure",
    "history_of",
    "holds",
    "is_same_hand",
    "list_figures",
    "list_local_figures",
    "lock_readings",
    "may_break_down",
    "may_record",
    "may_verify",
    "offers",
    "parse_wording",
    "parts_behind",
    "pedigree_url",
    "readings_for",
    "readings_in",
    "record_reading",
    "register_links",
    "register_uses",
    "rows_of",
    "series",
    "snapshots_of",
    "take_snapshot",
    "unlock_readings",
    "users_of",
    "value_of",
    "values_of",
    "verify_reading",
    "waiting_for_verification_for",
    "withdraw_reading",
]
