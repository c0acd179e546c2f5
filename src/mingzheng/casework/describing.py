"""Put a procedure into words: its generated page and its row in the permission matrix. Pure: a declaration in, Markdown out.

The picture is `diagram`; where the pages are written and checked for drift is the command line's.
"""

from collections.abc import Callable, Iterable, Sequence

from mingzheng.casework.declaration import (
    ANY_OPEN,
    PARTY_LABELS,
    Action,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Limit,
    Procedure,
    StateKind,
    Who,
)
from mingzheng.casework.validation import targets_of

Name = Callable[[str], str]

KINDS = {StateKind.OPEN: "在办", StateKind.WAITING: "等待", StateKind.CLOSED: "办结"}
VERBS = {
    ClockVerb.OPEN: "开始",
    ClockVerb.STOP: "停止",
    ClockVerb.CANCEL: "作废",
    ClockVerb.SUSPEND: "暂停",
    ClockVerb.RESUME: "恢复",
    ClockVerb.EXTEND: "延长",
    ClockVerb.RESTART: "重新起算",
    ClockVerb.REMEASURE: "按新类型重定长度",
}
FIELD_KINDS = {
    FieldKind.TEXT: "文字",
    FieldKind.LONG_TEXT: "长文字",
    FieldKind.DATE: "日期",
    FieldKind.INTEGER: "整数",
    FieldKind.DECIMAL: "数字",
    FieldKind.BOOLEAN: "是否",
    FieldKind.CHOICE: "单选",
    FieldKind.CHOICES: "多选",
    FieldKind.UNIT: "单位",
    FieldKind.UNITS: "多个单位",
    FieldKind.PERSON: "人员",
    FieldKind.FILES: "文件",
    FieldKind.CASE: "件",
    FieldKind.ROWS: "逐行",
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; cells may hold any text."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|") or "—"


def describe_procedure(procedure: Procedure, *, role_title: Name, diagram: str) -> str:
    """Return the page of a procedure. `role_title` names a role by its code, `diagram` is the picture's file name."""
    acts = (procedure.opening, *procedure.actions)
    return "\n".join(
        [
            f"# {procedure.title}",
            "",
            f"`{procedure.name}` · 版本 {procedure.version} · 编号前缀 {procedure.prefix}",
            "",
            f"依据：{procedure.basis}",
            "",
            *([procedure.description, ""] if procedure.description else []),
            f"![{procedure.title}流程图]({diagram})",
            "",
            "## 状态",
            "",
            table(
                ("状态", "代码", "性质", "说明"),
                (
                    (
                        state.title,
                        f"`{state.code}`",
                        KINDS[state.kind] + ("，承办单位办理" if state.unit_side else ""),
                        state.help,
                    )
                    for state in procedure.states
                ),
            ),
            "## 办理",
            "",
            table(
                ("办理", "代码", "由何状态", "到何状态", "谁可以办", "条件", "期限"),
                (_action_row(procedure, action, role_title) for action in acts),
            ),
            "## 期限",
            "",
            table(
                ("期限", "代码", "长度", "依据", "延长", "届满后", "参数"),
                (_limit_row(procedure, limit) for limit in procedure.limits),
            )
            if procedure.limits
            else "没有期限。\n",
            "## 填写内容",
            "",
            *(part for action in acts if action.fields for part in _form(action)),
        ]
    )


def _action_row(procedure: Procedure, action: Action, role_title: Name) -> tuple[str, ...]:
    origin = "（新办）" if action is procedure.opening else "、".join(_state_title(procedure, c) for c in action.within)
    targets = "、".join(procedure.state(code).title for code in dict.fromkeys(targets_of(action)))
    return (
        action.title,
        f"`{action.code}`",
        origin,
        targets or "不变",
        who_may(action, role_title),
        "；".join(_conditions(procedure, action)),
        "；".join(_clock_words(procedure, action)),
    )


def _state_title(procedure: Procedure, code: str) -> str:
    return "任何在办状态" if code == ANY_OPEN else procedure.state(code).title


def who_may(action: Action, role_title: Name) -> str:
    """Return in words who may perform an action."""
    return "系统" if action.system else "；".join(dict.fromkeys(_who_words(who, role_title) for who in action.by))


def _who_words(who: Who, role_title: Name) -> str:
    if who.public:
        return who.title or "申请人（本人的件）"
    holders = "、".join([*(role_title(code) for code in sorted(who.roles)), *(_level_words(who.posts))])
    place = f"{PARTY_LABELS[who.of]}单位的" if who.of else ""
    return f"{place}{holders}" + ("（须为承办人）" if who.handler_only else "")


def _level_words(levels: Iterable[str]) -> list[str]:
    names = {"section": "科室负责人", "deputy": "分管负责人", "head": "主要负责人", "leader": "区领导"}
    return [names.get(level, level) for level in sorted(levels)]


def _conditions(procedure: Procedure, action: Action) -> list[str]:
    words = [guard.title for guard in action.guards]
    if action.sign_off:
        words.append("须经单位内部审签")
    if action.same_day:
        words.append("不得倒填日期")
    if action.not_same_as:
        titles = "、".join(f"“{procedure.action(code).title}”" for code in action.not_same_as)
        words.append(f"不得是{titles}的办理人")
    return words


def _clock_words(procedure: Procedure, action: Action) -> list[str]:
    titles = {limit.code: limit.title for limit in procedure.limits}
    moves = [effect for effect in action.effects if isinstance(effect, ClockEffect)]
    return [f"{VERBS[move.verb]}“{titles[move.limit]}”" for move in moves]


def _limit_row(procedure: Procedure, limit: Limit) -> tuple[str, ...]:
    extension = f"最多 {limit.extensions} 次" if limit.extensions else ""
    if limit.extension and extension:
        extension += f"，每次不超过{limit.extension.label}"
    expiry = procedure.action(limit.on_expiry).title if limit.on_expiry else ""
    return (
        limit.title + ("（主期限）" if limit.main else ""),
        f"`{limit.code}`",
        limit_length(procedure, limit),
        limit.basis,
        extension,
        "，".join(part for part in (limit.silence, expiry) if part),
        f"`{limit.parameter}`" if limit.parameter else "",
    )


def limit_length(procedure: Procedure, limit: Limit) -> str:
    """Return the length of a limit in words: a period, a period per class, or the date a field gives."""
    if limit.lengths:
        labels = {
            value: label
            for action in (procedure.opening, *procedure.actions)
            for item in action.fields
            if item.code == limit.length_by
            for value, label in item.choices
        }
        return "；".join(
            f"{labels.get(value, value)} {period.label if period else '当日'}" for value, period in limit.lengths
        )
    return limit.period.label if limit.period else f"由“{limit.field}”一栏指定日期"


def _form(action: Action) -> list[str]:
    return [f"### {action.title}", "", table(("栏目", "代码", "类型", "必填", "说明"), map(_field_row, action.fields))]


def _field_row(item: Field) -> tuple[str, ...]:
    choices = "、".join(label for _, label in item.choices)
    notes = [note for note in (item.help, choices, "不公开" if item.private else "") if note]
    return item.label, f"`{item.code}`", FIELD_KINDS[item.kind], "是" if item.required else "", "；".join(notes)


def permission_rows(procedure: Procedure, roles: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Return one row per action: at the unit of which party each role may perform it, then posts, public and system."""
    for action in (procedure.opening, *procedure.actions):
        cells = [_role_cell(action, role) for role in roles]
        posts = "；".join(
            f"{PARTY_LABELS[who.of] if who.of else ''}单位{'、'.join(_level_words(who.posts))}"
            for who in action.by
            if who.posts
        )
        public = "本人的件" if any(who.public for who in action.by) else ""
        apart = "、".join(procedure.action(code).title for code in action.not_same_as)
        yield (action.title, *cells, posts, public, "是" if action.system else "", apart)


def _role_cell(action: Action, role: str) -> str:
    places = [PARTY_LABELS[who.of] if who.of else "授权范围" for who in action.by if role in who.roles]
    return "、".join(dict.fromkeys(places))
