"""Tables of the reports room, split by noun. A report's state lives on the engine's case."""

from mingzheng.domains.reports.models.earlier import EarlierFigure, EarlierReport
from mingzheng.domains.reports.models.readback import ReadBack
from mingzheng.domains.reports.models.report import ContributionDetail, Report
from mingzheng.domains.reports.models.texts import Block, BlockDraft, Comment, FigureUse, KeptNumber, Section, Version

__all__ = [
    "Block",
    "BlockDraft",
    "Comment",
    "ContributionDetail",
    "EarlierFigure",
    "EarlierReport",
    "FigureUse",
    "KeptNumber",
    "ReadBack",
    "Report",
    "Section",
    "Version",
]
