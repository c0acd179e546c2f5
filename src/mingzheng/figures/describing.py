"""The generated page of the figures: every definition with unit, period, source and parts. Written by `config.reference`."""

from mingzheng.figures.declaration import Figure
from mingzheng.figures.desk.naming import ROOMS, source_label
from mingzheng.figures.registry import is_stand_in, list_figures, parts_of


def describe_figures() -> str:
    """Return the page, one table for each business area."""
    figures = list_figures()
    rooms = sorted({figure.room for figure in figures})
    computed = sum(1 for figure in figures if not figure.is_reading)
    parts = [
        f"# 指标目录\n\n共 {len(figures)} 项，其中系统统计或计算 {computed} 项，其余由单位填报。"
        "标“待接管”的，业务模块建成后改为系统统计，编码不变。\n"
    ]
    for room in rooms:
        parts.append(f"## {ROOMS.get(room, room)}\n")
        parts.append(
            "| 指标 | 统计内容 | 单位 | 时段 | 类别 | 来源 | 分组 | 功能 | 编码 |\n|---|---|---|---|---|---|---|---|---|"
        )
        parts += [_row(figure) for figure in figures if figure.room == room]
        parts.append("")
    return "\n".join(parts)


def _row(figure: Figure) -> str:
    source = source_label(figure)
    if parts_of(figure):
        source += "：" + "、".join(f"`{code}`" for code in parts_of(figure))
    elif is_stand_in(figure):
        source += "（待接管）"
    cells = (
        figure.title,
        figure.counts,
        f"{figure.scale}{figure.unit}",
        figure.period.label,
        figure.kind.label,
        source,
        "、".join(item.title for item in figure.dimensions),
        " ".join(figure.systems),
        f"`{figure.code}`@{figure.version}",
    )
    return "| " + " | ".join(cell.replace("|", "／") for cell in cells) + " |"
