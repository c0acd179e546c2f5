"""The definitions known to this process. Rooms declare; nothing is stored. Values are `values`.

Figures of a unit's own stand outside (`local`) and are found by their code alone.
"""

import re
from collections.abc import Callable, Iterable

from mingzheng.figures.declaration import Change, Events, Figure, Ratio, Rows, Total
from mingzheng.figures.errors import BadDeclaration, UnknownFigure
from mingzheng.figures.periods import PeriodKind
from mingzheng.figures.wordings import SCALES

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")

_declared: dict[str, Figure] = {}
_stand_ins: dict[str, Figure] = {}
_resolvers: list[Callable[[str], Figure | None]] = []


def register_resolver(find: Callable[[str], Figure | None]) -> None:
    """Let definitions that no room declares be found by their code."""
    if find not in _resolvers:
        _resolvers.append(find)


def declare(*figures: Figure) -> None:
    """Make definitions known. Declaring the same one twice changes nothing.

    Raises BadDeclaration with every fault at once, also for a different definition of the same code and version.
    """
    faults = [fault for figure in figures for fault in _faults(figure)]
    for figure in figures:
        held = _declared.get(figure.code)
        if held is not None and held != figure and held.version >= figure.version:
            faults.append(f"{figure.code}: 已有版本 {held.version}，另一含义须用更高版本号")
    if faults:
        raise BadDeclaration("；".join(faults))
    _declared.update((figure.code, figure) for figure in figures)


def declare_stand_ins(*figures: Figure) -> None:
    """Make definitions known until a room declares a figure of the same code, or one that replaces it.

    Raises BadDeclaration with every fault at once.
    """
    faults = [fault for figure in figures for fault in _faults(figure)]
    codes = [figure.code for figure in figures]
    faults += [f"{code}: 重复定义" for code in sorted(set(codes)) if codes.count(code) > 1]
    if faults:
        raise BadDeclaration("；".join(faults))
    _stand_ins.update((figure.code, figure) for figure in figures)


def is_stand_in(figure: Figure) -> bool:
    """Say whether a definition only holds the place of a room to come."""
    return figure.code not in _declared


def withdraw_declaration(code: str) -> None:
    """Forget a definition; for tests."""
    _declared.pop(code, None)


def get_figure(code: str) -> Figure:
    """Return a definition; an older code leads to the one that replaces it. Raises UnknownFigure."""
    figure = find_figure(code)
    if figure is None:
        raise UnknownFigure(f"没有指标 {code}", next_step="请到指标目录中查找")
    return figure


def find_figure(code: str) -> Figure | None:
    """Return a definition, or None; an older code leads to the one that replaces it."""
    known = _declared.get(code) or _taken_over(code) or _stand_ins.get(code)
    return known or next((found for find in _resolvers if (found := find(code)) is not None), None)


def _taken_over(code: str) -> Figure | None:
    return next((item for item in _declared.values() if code and item.replaces == code), None)


def list_figures(*, room: str = "", codes: Iterable[str] | None = None) -> tuple[Figure, ...]:
    """Return the definitions by code; of one room, or those named."""
    wanted = None if codes is None else set(codes)
    replaced = {figure.replaces for figure in _declared.values()}
    known = {code: figure for code, figure in _stand_ins.items() if code not in replaced} | _declared
    return tuple(
        figure
        for code, figure in sorted(known.items())
        if (not room or figure.room == room) and (wanted is None or code in wanted)
    )


def users_of(code: str) -> tuple[Figure, ...]:
    """Return the definitions that are computed from this one."""
    return tuple(figure for figure in list_figures() if code in parts_of(figure))


def parts_of(figure: Figure) -> tuple[str, ...]:
    """Return the codes a definition is computed from."""
    source = figure.source
    if isinstance(source, Ratio):
        return (source.numerator, source.denominator)
    if isinstance(source, Total):
        return (*source.of, *source.minus)
    return (source.of,) if isinstance(source, Change) else ()


def find_dangling() -> list[str]:
    """Return the faults that show only when every room has declared: parts nobody declared, circles."""
    faults = []
    for figure in list_figures():
        faults += [f"{figure.code}: 引用了未定义的 {part}" for part in parts_of(figure) if find_figure(part) is None]
        if figure.code in _reached(figure):
            faults.append(f"{figure.code}: 引用自身")
    return faults


def _reached(figure: Figure) -> set[str]:
    found: set[str] = set()
    waiting = list(parts_of(figure))
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            part = find_figure(code)
            waiting += parts_of(part) if part is not None else ()
    return found


def _faults(figure: Figure) -> list[str]:
    found = []
    if not CODE.fullmatch(figure.code):
        found.append(f"{figure.code}: 编码应为“房间.名称”，小写字母、数字和下划线")
    if figure.version < 1 or not figure.title or not figure.counts:
        found.append(f"{figure.code}: 须有版本号、名称和统计内容")
    if figure.scale not in SCALES:
        found.append(f"{figure.code}: 数量级只能是万、亿或不写")
    codes = [item.code for item in figure.dimensions]
    if len(codes) != len(set(codes)):
        found.append(f"{figure.code}: 分组重复")
    source = figure.source.recount if isinstance(figure.source, Events) else figure.source
    if isinstance(source, Rows):
        missing = [code for code in codes if code not in source.dims and code != "unit"]
        found += [f"{figure.code}: 分组 {code} 没有来源" for code in missing]
        if source.on is None and figure.period != PeriodKind.STANDING:
            found.append(f"{figure.code}: 须说明按哪个日期统计")
    return found
