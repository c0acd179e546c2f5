"""How ledger entries are told to people: kinds, streams and actors in words. What they prove stands in `ledger`.

A room above says the words of its own streams in its `ledger_words`, which this room discovers, by `tell_stream`.
"""

from collections.abc import Callable, Mapping

from mingzheng.platform.access.public import Actor
from mingzheng.platform.accounts.public import account_labels_for
from mingzheng.platform.ledger.public import Entry

Teller = Callable[[Entry], str]

STREAMS = {
    "case": "事项",
    "setting": "参数",
    "account": "账号",
    "grant": "授权",
    "unit": "单位",
    "person": "人员",
    "file": "文件",
    "number": "编号",
    "saved_search": "检索提醒",
    "system": "系统",
}
KINDS = {
    "unit_added": "设立单位",
    "unit_changed": "修改单位信息",
    "unit_renamed": "单位更名",
    "unit_moved": "调整隶属关系",
    "alias_asked": "申请记为别名",
    "alias_kept": "记为别名",
    "alias_declined": "不记为别名",
    "unit_closed": "撤销单位",
    "person_added": "登记人员",
    "person_changed": "修改人员信息",
    "appointed": "任命岗位",
    "person_reinstated": "办理复岗",
    "posts_ended": "免去岗位",
    "absence_recorded": "安排代办",
    "absence_cancelled": "结束代办",
    "holidays_imported": "导入放假安排",
    "parameter_set": "修改参数",
    "role_granted": "授予角色",
    "grant_revoked": "收回角色",
    "account_opened": "开设账号",
    "account_closed": "停用账号",
    "account_locked": "锁定账号",
    "account_unlocked": "解锁账号",
    "password_changed": "修改密码",
    "password_reset": "重置密码",
    "second_factor_enrolled": "启用动态口令",
    "second_factor_removed": "清除动态口令",
    "second_factor_reset": "重置动态口令",
    "recovery_code_used": "使用恢复码",
    "token_issued": "建立令牌",
    "token_revoked": "收回令牌",
    "first_run": "初始设置",
    "clock_set_back": "系统时间被调回",
    "past_recorded": "载入以前的记录",
    "root_taken": "当日封存",
    "private_values_erased": "删除不公开内容",
    "marked_material_refused": "拒收带密级标志的材料",
    "file_stored": "收下文件",
    "file_attached": "归入事项",
    "file_released": "移出事项",
    "search_saved": "订阅检索",
    "series_started": "设定起号",
    "number_reserved": "预留文号",
    "number_issued": "使用文号",
    "number_voided": "作废文号",
}
_tellers: dict[str, Teller] = {}


def tell_stream(stream: str, title: str, teller: Teller) -> None:
    """Say what a stream is called, and who tells its entries; a teller answers "" for a kind it does not know."""
    STREAMS[stream] = title
    _tellers[stream] = teller


def kind_in_words(entry: Entry) -> str:
    """Return what was done; a kind nobody has words for stands as it is recorded."""
    teller = _tellers.get(entry.stream)
    return (teller(entry) if teller else "") or KINDS.get(entry.kind, entry.kind)


def list_streams() -> list[tuple[str, str]]:
    """Return (stream, title) of every stream, for filters."""
    return list(STREAMS.items())


def names_of_actors(actor: Actor) -> Mapping[str, str]:
    """Return the names behind the references that ledgers keep, in one query."""
    return {**account_labels_for(actor), "system": "系统"}
