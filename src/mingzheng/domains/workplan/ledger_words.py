"""The words for this room's own streams in the ledger: rounds, groups and hearings, look-backs, opening balances."""

from mingzheng.domains.workplan.services import balances, groups, look_backs, rounds
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

STREAMS = {
    rounds.STREAM: "报送轮次",
    groups.STREAM: "领导小组和听取汇报",
    look_backs.STREAM: "回头看",
    balances.STREAM: "期初导入",
}
KINDS = {
    "round_opened": "开启报送轮次",
    "round_closed": "结束报送轮次",
    "group_set_up": "登记领导小组",
    "member_added": "登记成员",
    "member_ended": "调出成员",
    "meeting_recorded": "登记会议",
    "meeting_corrected": "更正会议记录",
    "issue_raised": "提出疑难问题",
    "help_given": "登记指导解决情况",
    "hearing_recorded": "登记听取汇报",
    "hearing_corrected": "更正听取汇报记录",
    "look_back_started": "开展回头看",
    "check_recorded": "登记核查结果",
    "rectification_ordered": "责令整改",
    "look_back_finished": "结束回头看",
    "balance_checked": "上传并检查",
    "balance_reversed": "撤销本批",
    "balance_confirmed": "确认入账",
}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return KINDS.get(entry.kind, "")


for stream, title in STREAMS.items():
    tell_stream(stream, title, title_of)
