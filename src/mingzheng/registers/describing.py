"""The generated page of the record books: what each keeps, who enters and verifies, what it feeds. From declarations alone."""

from collections.abc import Callable

from mingzheng.casework.describing import table
from mingzheng.registers.declaration import Field, Kind, Openness, Register
from mingzheng.registers.registry import list_registers
from mingzheng.registers.settings import PERIODS

KINDS = {
    Kind.TEXT: "文字",
    Kind.LONG_TEXT: "长文字",
    Kind.LINK: "网址",
    Kind.DATE: "日期",
    Kind.INTEGER: "整数",
    Kind.DECIMAL: "数值",
    Kind.BOOLEAN: "是否",
    Kind.CHOICE: "单选",
    Kind.CHOICES: "多选",
    Kind.UNIT: "单位",
    Kind.PERSON: "人员",
    Kind.PERSONS: "多名人员",
    Kind.RECORD: "另一登记",
    Kind.RECORDS: "多条登记",
    Kind.CASE: "事项",
}
MARKS = (
    ("required", "必填"),
    ("listed", "列表"),
    ("filtered", "筛选"),
    ("searched", "检索"),
    ("counted", "分组"),
    ("masked", "限看"),
)


def describe_registers(*, role_title: Callable[[str], str]) -> str:
    """Return the page of every record book."""
    books = sorted(list_registers(), key=lambda book: (book.group, book.code))
    rows = (
        (
            book.group,
            f"[{book.title}](#{book.code})",
            book.unit_label,
            _openness(book),
            str(len(book.figures)),
            book.basis,
        )
        for book in books
    )
    head = table(("业务", "登记簿", "登记单位", "可见", "指标", "依据"), rows)
    return f"# 登记簿\n\n{head}\n" + "\n".join(_describe(book, role_title) for book in books)


def _describe(book: Register, role_title: Callable[[str], str]) -> str:
    entered = "、".join(sorted(role_title(code) for code in book.entered_by))
    verified = "、".join(sorted(role_title(code) for code in book.verification.by)) if book.verification else "不需要"
    facts = [
        book.purpose,
        f"登记：{entered}。核验：{verified}。",
        f"唯一：{'；'.join('＋'.join(_label(book, code) for code in group) for group in book.unique)}。"
        if book.unique
        else "",
        *(f"提醒：{item.title}，提前 {item.days} 天 [CFG]。" for item in book.reminders),
        *(f"应有：{item.title}，{dict(PERIODS)[item.every]}不少于 {item.least} 次 [CFG]。" for item in book.expected),
    ]
    own = [(book.title_label, "文字", "必填、列表"), (book.day_label, "日期", "必填、列表")]
    fields = table(("栏目", "种类", "用途"), [*own, *(_field(item) for item in book.fields)])
    figures = [(item.title, f"`{item.code}`", item.counts, item.unit) for item in book.figures]
    figures += [(item.title, f"`{item.code}`", item.counts, "%") for item in book.shares]
    fed = f"\n{table(('指标', '编码', '统计内容', '单位'), figures)}" if figures else ""
    return f'<a id="{book.code}"></a>\n\n## {book.title}\n\n' + "\n\n".join(filter(None, facts)) + f"\n\n{fields}{fed}"


def _field(item: Field) -> tuple[str, str, str]:
    kind = KINDS[item.kind]
    if item.choices:
        kind = f"{kind}：{'、'.join(label for _, label in item.choices)}"
    return item.label, kind, "、".join(word for name, word in MARKS if getattr(item, name))


def _label(book: Register, code: str) -> str:
    own = {"unit": book.unit_label, "title": book.title_label, "occurred_on": book.day_label}
    return own.get(code) or book.field(code).label


def _openness(book: Register) -> str:
    return Openness(book.openness).label
