"""Tables of the workplan room, split by noun. State lives on the engine's cases; here only what is the room's own."""

from mingzheng.domains.workplan.models.balances import BalanceBatch, BalanceRow
from mingzheng.domains.workplan.models.circulars import CircularDetail
from mingzheng.domains.workplan.models.groups import (
    DifficultIssue,
    GroupMeeting,
    GroupMember,
    HeadHearing,
    LeadingGroup,
)
from mingzheng.domains.workplan.models.items import ItemDetail, Letter, Occurrence, ProgressEntry, RequirementDetail
from mingzheng.domains.workplan.models.look_backs import LookBack, LookBackCheck, RectificationDetail
from mingzheng.domains.workplan.models.rounds import ReportingRound
from mingzheng.domains.workplan.models.schemes import (
    Requirement,
    RequirementUnit,
    SchemeDetail,
    SchemeFinding,
    SchemeOpinion,
)

__all__ = [
    "BalanceBatch",
    "BalanceRow",
    "CircularDetail",
    "DifficultIssue",
    "GroupMeeting",
    "GroupMember",
    "HeadHearing",
    "ItemDetail",
    "LeadingGroup",
    "Letter",
    "LookBack",
    "LookBackCheck",
    "Occurrence",
    "ProgressEntry",
    "RectificationDetail",
    "ReportingRound",
    "Requirement",
    "RequirementDetail",
    "RequirementUnit",
    "SchemeDetail",
    "SchemeFinding",
    "SchemeOpinion",
]
