"""The door of the reports room: what the demo and the wiring may call."""

from mingzheng.domains.reports.models import Block, Report, Section
from mingzheng.domains.reports.selectors import composed_report, find_report
from mingzheng.domains.reports.services.contributions import ask_contribution
from mingzheng.domains.reports.services.remarks import add_comment
from mingzheng.domains.reports.services.snapshots import find_drift
from mingzheng.domains.reports.services.starting import start_report
from mingzheng.domains.reports.services.writing import save_block

__all__ = [
    "Block",
    "Report",
    "Section",
    "add_comment",
    "ask_contribution",
    "composed_report",
    "find_drift",
    "find_report",
    "save_block",
    "start_report",
]
