"""Prints the form's tables in the layouts reports are published in. The numbers add up; only tests use this file."""

import itertools

from mingzheng.documents.reading import read_document
from mingzheng.proofing.disclosure.form import (
    APPLICANTS,
    APPLICATION_ROWS,
    REMEDY_COLUMNS,
    REMEDY_GROUPS,
)
from mingzheng.proofing.intake import text_from_document, text_from_string

_NUMBERS = """
13612 252 0 45 128 32 14069 | 535 6 0 1 18 0 560 | 5345 129 0 41 19 14 5548 | 2120 39 0 1 6 2 2168
13 0 0 0 0 0 13 | 30 0 0 0 0 0 30 | 11 0 0 0 0 0 11 | 49 2 0 0 0 0 51 | 103 1 0 0 0 0 104 | 84 1 0 0 0 0 85
282 4 0 0 0 0 286 | 147 0 0 0 1 2 150 | 3075 50 0 0 89 8 3222 | 177 3 0 0 0 0 180 | 19 0 0 0 0 0 19
199 1 0 0 3 0 203 | 147 1 0 0 0 0 148 | 0 0 0 0 0 0 0 | 100 1 0 0 0 0 101 | 5 0 0 0 0 0 5
315 3 0 0 0 0 318 | 202 0 0 1 0 0 203 | 941 17 0 1 3 3 965 | 13364 252 0 44 121 29 13810 | 783 6 0 2 25 3 819
"""
GOLDEN = [[int(n) for n in row.split()] for row in _NUMBERS.replace("\n", "|").split("|") if row.strip()]
REMEDIES = [376, 97, 196, 121, 790, 16, 1, 12, 27, 56, 74, 1, 30, 51, 156]
DOCUMENTS = [[0, 0, 0], [62, 33, 499]]
SINGLE = {"行政许可": 4529, "行政处罚": 1100, "行政强制": 65, "行政事业性收费": "18651.06"}


def html_report(
    rows=GOLDEN, *, order=range(7), remedies=REMEDIES, documents=DOCUMENTS, zero="0", split=None, title="云山区"
):
    """A page as government sites publish it: merged heads, headings merged down the left."""
    body = _openness_html(documents) + _applications_html(rows, list(order), zero, split) + _remedies_html(remedies)
    return f"<html><body><h1>{title}2025年政府信息公开工作年度报告</h1>{body}</body></html>"


def _cell(value, zero="0"):
    return f"<td>{zero if value == 0 else value}</td>"


def _applications_html(rows, order, zero, split):
    labels = [APPLICANTS[n].label for n in order]
    wide = range(len(order))
    legal = [n for n in wide if order[n] not in {0, 6}]
    merged = legal == list(range(legal[0], legal[0] + len(legal)))
    if merged:
        top = "".join(
            f"<td rowspan=2>{labels[n]}</td>"
            if n not in legal
            else f"<td colspan={len(legal)}>法人或其他组织</td>"
            if n == legal[0]
            else ""
            for n in wide
        )
        head = f"<tr><td colspan=3 rowspan=2>申请人情况</td>{top}</tr><tr>{''.join(f'<td>{labels[n]}</td>' for n in legal)}</tr>"
    else:
        head = f"<tr><td colspan=3>申请人情况</td>{''.join(f'<td>{label}</td>' for label in labels)}</tr>"
    lines = []
    previous: tuple[str, ...] = ()
    for row, values in zip(APPLICATION_ROWS, rows, strict=True):
        cells = ""
        for depth, heading in enumerate(row.headings):
            if previous[: depth + 1] != row.headings[: depth + 1]:
                span = sum(1 for other in APPLICATION_ROWS if other.headings[: depth + 1] == row.headings[: depth + 1])
                cells += f"<td rowspan={span}>{heading}</td>"
        previous = row.headings
        label = f"{row.label}（{row.note}）" if row.note else row.label
        cells += f"<td colspan={3 - len(row.headings)}>{label}</td>" + "".join(_cell(values[n], zero) for n in order)
        lines.append(f"<tr>{cells}</tr>")
    if split is None:
        return f"<table>{head}{''.join(lines)}</table>"
    # The heading merged down the left ends with the page; the next one prints no head.
    bare = [
        f"<tr><td>{row.label}</td>{''.join(_cell(v, zero) for v in values)}</tr>"
        for row, values in zip(APPLICATION_ROWS, rows, strict=True)
    ]
    return f"<table>{head}{''.join(lines[:2])}</table><table>{''.join(bare[2:split])}</table><p>7</p><table>{''.join(bare[split:])}</table>"


def _openness_html(documents):
    heads = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    head = f"<tr><td colspan=4>第二十条第（一）项</td></tr><tr>{''.join(f'<td>{words}</td>' for words in heads)}</tr>"
    rows = "".join(
        f"<tr><td>{label}</td>{''.join(_cell(v) for v in values)}</tr>"
        for label, values in zip(("规章", "行政规范性文件"), documents, strict=True)
    )
    single = "".join(f"<tr><td>{label}</td><td colspan=3>{value}</td></tr>" for label, value in SINGLE.items())
    return f"<table>{head}{rows}<tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>{single}</table>"


def _remedies_html(values):
    leaves = "".join(f"<td>{column.label}</td>" for column in REMEDY_COLUMNS)
    return (
        "<table><tr><td colspan=5 rowspan=2>行政复议</td><td colspan=10>行政诉讼</td></tr>"
        "<tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        f"<tr>{leaves * 3}</tr><tr>{''.join(_cell(v) for v in values)}</tr></table>"
    )


def markdown_report(rows=GOLDEN, **_):
    """Tables as converters write them: every merged head in one of its columns only."""
    lines = [
        "# 云山区2025年政府信息公开工作年度报告",
        "",
        "| 申请人情况 | 自然人 | 法人或其他组织 | | | | | 总计 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines.append("| | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |")
    lines += [
        f"| {row.label} | {' | '.join(map(str, values))} |" for row, values in zip(APPLICATION_ROWS, rows, strict=True)
    ]
    lines += ["", "| 行政复议 | | | | | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |", "|" + "---|" * 15]
    lines.append("| " + " | ".join([column.label for column in REMEDY_COLUMNS] * 3) + " |")
    lines.append("| " + " | ".join(map(str, REMEDIES)) + " |")
    return "\n".join(lines)


def text_report(rows=GOLDEN, *, between=" ", after="\n", remedies=REMEDIES, documents=DOCUMENTS, wide=False):
    """Running text: values set apart by `between`, rows by `after`; both may be empty."""
    parts = [
        "云山区2025年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
    ]
    parts += [label + between.join(map(str, v)) for label, v in zip(("规章", "行政规范性文件"), documents, strict=True)]
    parts += [f"{label}{value}" for label, value in SINGLE.items()]
    parts.append(
        "三、收到和处理政府信息公开申请情况（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
    )
    headings: tuple[str, ...] = ()
    for row, values in zip(APPLICATION_ROWS, rows, strict=True):
        new = "".join(h for h in row.headings if h not in headings)
        headings = row.headings
        note = f"（{row.note}）" if row.note else ""
        parts.append(f"{new}{row.label}{note}{between}{between.join(map(str, values))}")
    parts.append(
        "四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼"
        + "结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉"
        + "结果维持结果纠正其他结果尚未审结总计" * 2
    )
    parts.append(between.join(map(str, remedies)))
    parts.append("五、存在的主要问题及改进情况")
    text = after.join(parts)
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if wide else text


def broken_report(rows=GOLDEN):
    """Columns kept, labels broken over two lines with the numbers on the first, a page number between."""
    lines = ["云山区2025年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", ""]
    for number, (row, values) in enumerate(zip(APPLICATION_ROWS, rows, strict=True)):
        cut = min(len(row.label), 9)
        lines.append(f"  {row.label[:cut]:　<12}{'   '.join(f'{value:>6}' for value in values)}")
        lines += [f"  {row.label[cut:]}"] if row.label[cut:] else []
        lines += ["", "— 5 —", ""] if number == 12 else []
    lines += ["结果维持 结果纠正 其他结果 尚未审结 总计", "  ".join(map(str, REMEDIES))]
    return "\n".join(lines)


def turned_report(rows=GOLDEN):
    """Tables on their side: who applied down the left; the results of review and suit one below another."""
    head = "".join(f"<td>{row.label}</td>" for row in APPLICATION_ROWS)
    lines = "".join(
        f"<tr><td>{column.label}</td>{''.join(_cell(values[n]) for values in rows)}</tr>"
        for n, column in enumerate(APPLICANTS)
    )
    results = ""
    for number, value in enumerate(REMEDIES):
        group = f"<td rowspan=5>{REMEDY_GROUPS[number // 5].label}</td>" if number % 5 == 0 else ""
        results += f"<tr>{group}<td>{REMEDY_COLUMNS[number % 5].label}</td>{_cell(value)}</tr>"
    return (
        "<html><body><h1>云山区2025年政府信息公开工作年度报告</h1>"
        f"<table><tr><td>申请人情况</td>{head}</tr>{lines}</table><table>{results}</table></body></html>"
    )


def sheet_report(rows=GOLDEN):
    """A worksheet: one table below another, each as wide as the widest, an empty row between, nothing where 0 is."""
    lines = [["云山区2025年政府信息公开工作年度报告"], [], ["申请人情况", *(column.label for column in APPLICANTS)]]
    lines += [[row.label, *(n or "" for n in values)] for row, values in zip(APPLICATION_ROWS, rows, strict=True)]
    lines += [[], [REMEDY_GROUPS[n // 5].label if n % 5 == 0 else "" for n in range(15)]]
    lines += [[column.label for column in REMEDY_COLUMNS] * 3, list(REMEDIES)]
    padded = [[*line, *[""] * (16 - len(line))] for line in lines]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in padded)
    return f"<html><body><table>{body}</table></body></html>"


def as_text(words):
    """Read a report as the proofreader does."""
    if words.startswith("<html"):
        return text_from_document(read_document(words.encode(), filename="report.html"))
    return text_from_string(words, format="markdown" if words.startswith("#") else "text")


LAYOUTS = {
    "page": html_report,
    "page, total first": lambda rows=GOLDEN: html_report(rows, order=(6, 0, 1, 2, 3, 4, 5)),
    "page, columns mixed": lambda rows=GOLDEN: html_report(rows, order=(1, 0, 5, 2, 6, 3, 4)),
    "page, no zeros": lambda rows=GOLDEN: html_report(rows, zero=""),
    "page, dashes": lambda rows=GOLDEN: html_report(rows, zero="—"),
    "page, split": lambda rows=GOLDEN: html_report(rows, split=11),
    "page, on its side": turned_report,
    "sheet": sheet_report,
    "page, with units": lambda rows=GOLDEN: html_report([[f"{n:,}件" if n else "无" for n in row] for row in rows]),
    "bars": lambda rows=GOLDEN: text_report(rows, between=" ｜ "),
    "markdown": markdown_report,
    "spaces": text_report,
    "wide digits": lambda rows=GOLDEN: text_report(rows, wide=True),
    "one number a line": lambda rows=GOLDEN: text_report(rows, between="\n"),
    "one number a paragraph": lambda rows=GOLDEN: text_report(rows, between="\n\n", after="\n\n"),
    "run together": lambda rows=GOLDEN: text_report(rows, between="", after=""),
    "columns, labels broken": broken_report,
    "labels, then numbers": lambda rows=GOLDEN: (
        "\n".join(row.label for row in APPLICATION_ROWS) + "\n" + "\n".join(str(n) for n in itertools.chain(*rows))
    ),
}
