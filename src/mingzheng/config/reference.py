"""The generated part of the manual: which files there are and what stands in them, from declarations and source alone.

Nothing is read from a database. What a page of one procedure looks like is `casework.describing`; the command is
`cli.docs`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from mingzheng.casework.describing import describe_procedure, permission_rows, table
from mingzheng.casework.diagram import draw_procedure
from mingzheng.casework.public import list_procedures
from mingzheng.figures.describing import describe_figures
from mingzheng.platform.access.public import ROLES
from mingzheng.platform.parameters.public import Parameter, declared_parameters
from mingzheng.proofing.describing import describe_checks
from mingzheng.registers.describing import describe_registers

SOURCE = Path(__file__).resolve().parents[1]
NOTE = "<!-- 由 `mingzheng docs build` 生成，请勿手改。 -->\n"
BASIS = "Legal basis:"


def generated_files() -> dict[str, str]:
    """Return every generated file by its path below `docs/generated`."""
    files = {}
    for procedure in list_procedures():
        files[f"procedures/{procedure.name}.svg"] = draw_procedure(procedure)
        page = describe_procedure(procedure, role_title=_role_title, diagram=f"{procedure.name}.svg")
        files[f"procedures/{procedure.name}.md"] = NOTE + page
    files["permissions.md"] = NOTE + _permissions()
    files["parameters.md"] = NOTE + _parameters()
    files["rules.md"] = NOTE + _rules()
    files["wiring.md"] = NOTE + _wiring()
    files["checks.md"] = NOTE + describe_checks()
    files["figures.md"] = NOTE + describe_figures()
    files["registers.md"] = NOTE + describe_registers(role_title=_role_title)
    files["README.md"] = NOTE + _contents()
    return {path: text.rstrip("\n") + "\n" for path, text in sorted(files.items())}


def _role_title(code: str) -> str:
    return ROLES[code].title if code in ROLES else code


def _contents() -> str:
    procedures = (
        (procedure.title, f"[{procedure.name}](procedures/{procedure.name}.md)", procedure.version, procedure.basis)
        for procedure in list_procedures()
    )
    pages = "\n".join(
        f"- [{title}]({name}.md)"
        for name, title in (
            ("permissions", "谁可以办什么"),
            ("parameters", "可配置参数"),
            ("rules", "有法律依据的规则"),
            ("wiring", "谁听谁的消息"),
            ("checks", "核校规则"),
            ("figures", "指标目录"),
            ("registers", "登记簿"),
        )
    )
    return f"# 由声明生成的资料\n\n{table(('规程', '说明页', '版本', '依据'), procedures)}\n{pages}\n"


def _permissions() -> str:
    parts = ["# 谁可以办什么\n\n格内为须在哪一方单位持有该角色；空格为不可办理。“须另一人”为职责分离，无人例外。\n"]
    for procedure in list_procedures():
        acts = (procedure.opening, *procedure.actions)
        used = {role for action in acts for who in action.by for role in who.roles}
        roles = [code for code in ROLES if code in used]
        head = ("办理", *(_role_title(code) for code in roles), "岗位", "申请人", "系统", "须另一人")
        parts.append(f"## {procedure.title}\n\n{table(head, permission_rows(procedure, roles))}")
    return "\n".join(parts)


def _parameters() -> str:
    rows = (
        (
            parameter.room,
            parameter.title,
            f"`{parameter.key}`",
            _value_words(parameter),
            _bounds(parameter),
            parameter.basis,
            "待确认" if parameter.status == "to_confirm" else "已核实",
        )
        for parameter in declared_parameters()
    )
    head = ("房间", "参数", "键", "默认值", "范围", "依据", "核实")
    return f"# 可配置参数\n\n每次修改记入台账；已开始计算的期限不受影响。\n\n{table(head, rows)}"


def _value_words(parameter: Parameter) -> str:
    value = parameter.default
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(str(item) for item in value)
    return dict(parameter.choices).get(value, str(value)) if isinstance(value, str) else str(value)


def _bounds(parameter: Parameter) -> str:
    if parameter.choices:
        return "、".join(label for _, label in parameter.choices)
    low, high = parameter.minimum, parameter.maximum
    if low is None and high is None:
        return ""
    return f"{'' if low is None else low}—{'' if high is None else high}"


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE)
        if not {"tests", "migrations"} & set(place.parts):
            yield ".".join(place.with_suffix("").parts), ast.parse(path.read_text("utf-8"))


def _rules() -> str:
    rows = sorted(row for module, tree in _trees() for row in _rules_of(module, tree))
    return f"# 有法律依据的规则\n\n{table(('所在', '规则', '做什么', '依据'), rows)}"


def _rules_of(module: str, tree: ast.Module) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            continue
        text = ast.get_docstring(node) or ""
        if BASIS not in text:
            continue
        name = "（整个文件）" if isinstance(node, ast.Module) else f"`{node.name}`"
        basis = " ".join(text.split(BASIS, 1)[1].strip().split("\n\n")[0].split())
        yield f"`{module}`", name, text.split("\n\n")[0].replace("\n", " "), basis


def _wiring() -> str:
    text = (SOURCE / "config" / "wiring.py").read_text("utf-8")
    tree = ast.parse(text)
    listeners = {node.name: ast.get_docstring(node) or "" for node in tree.body if isinstance(node, ast.FunctionDef)}
    heard = [
        (_event_name(call), f"`{listener}`", listeners.get(listener, "").split("\n\n")[0])
        for call, listener in _connections(tree)
    ]
    announced = [
        (f"`{name}`", f"{procedure.title}：{action.title}")
        for procedure in list_procedures()
        for action in (procedure.opening, *procedure.actions)
        for name in action.emits
    ]
    return (
        "# 谁听谁的消息\n\n各房间只发布消息，不知道谁在听；听者在 `config/wiring.py` 一处连接。\n\n## 听者\n\n"
        + table(("消息", "听者", "做什么"), heard)
        + "\n## 各规程发布的消息\n\n"
        + table(("消息", "发布者"), announced)
    )


def _connections(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    connect = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "connect")
    for node in ast.walk(connect):
        if isinstance(node, ast.Call) and node.args:
            yield node, ast.unparse(node.args[-1])


def _event_name(call: ast.Call) -> str:
    name = ast.unparse(call.args[0]) if len(call.args) > 1 else ast.unparse(call.func).removeprefix("on_")
    return f"`{name.strip(chr(39))}`"
