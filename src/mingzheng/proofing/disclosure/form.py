"""The statutory tables of the annual disclosure report 政府信息公开工作年度报告: cells, labels and identities, as data.

Answers for the form of 2021 (国办公开办函〔2021〕30号): which tables it has, which rows and columns, how each cell is
called, and which equations must hold. Reading somebody's report is `reading`; judging values is `identities`; counting
cases into cells belongs to the domain that generates the report, which uses this same form.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

BASIS = "国办公开办函〔2021〕30号 政府信息公开工作年度报告格式"


class FormTable(StrEnum):
    """The three tables, in the order of the report."""

    OPENNESS = "table1"
    APPLICATIONS = "table2"
    REMEDIES = "table3"


TABLE_TITLES = {
    FormTable.OPENNESS: "主动公开政府信息情况",
    FormTable.APPLICATIONS: "收到和处理政府信息公开申请情况",
    FormTable.REMEDIES: "政府信息公开行政复议、行政诉讼情况",
}

PARTS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)

TALLY_NOTE = "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"


class CellKey(NamedTuple):
    """One cell of the form: `table2.r01.natural`."""

    table: FormTable
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table.value}.{self.row}.{self.column}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code, its printed head, and the head above it."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its code, its printed label with its number, and the headings above it (outermost first)."""

    code: str
    label: str
    headings: tuple[str, ...] = ()
    note: str = ""

    @property
    def words(self) -> str:
        """Return how the row is called in a sentence: innermost heading and label."""
        return f"{self.headings[-1]}{self.label}" if len(self.headings) > 1 else self.label


MADE = Column("made", "本年制发件数")
ABOLISHED = Column("abolished", "本年废止件数")
IN_FORCE = Column("in_force", "现行有效件数")
DECISIONS = Column("decisions", "本年处理决定数量")
AMOUNT = Column("amount", "本年收费金额（单位：万元）")
DOCUMENT_COLUMNS = (MADE, ABOLISHED, IN_FORCE)

OPENNESS_ROWS = (
    Row("rules", "规章", ("第二十条第（一）项",)),
    Row("normative", "行政规范性文件", ("第二十条第（一）项",)),
    Row("licensing", "行政许可", ("第二十条第（五）项",)),
    Row("penalty", "行政处罚", ("第二十条第（六）项",)),
    Row("coercion", "行政强制", ("第二十条第（六）项",)),
    Row("fees", "行政事业性收费", ("第二十条第（八）项",)),
)
OPENNESS_COLUMNS: dict[str, tuple[Column, ...]] = {
    "rules": DOCUMENT_COLUMNS,
    "normative": DOCUMENT_COLUMNS,
    "licensing": (DECISIONS,),
    "penalty": (DECISIONS,),
    "coercion": (DECISIONS,),
    "fees": (AMOUNT,),
}

LEGAL_PERSONS = "法人或其他组织"
TOTAL = "total"
APPLICANTS = (
    Column("natural", "自然人"),
    Column("business", "商业企业", LEGAL_PERSONS),
    Column("research", "科研机构", LEGAL_PERSONS),
    Column("charity", "社会公益组织", LEGAL_PERSONS),
    Column("legal_service", "法律服务机构", LEGAL_PERSONS),
    Column("other", "其他", LEGAL_PERSONS),
    Column(TOTAL, "总计"),
)
APPLICANT_PARTS = tuple(column.code for column in APPLICANTS if column.code != TOTAL)
LEGAL_PERSON_PARTS = tuple(column.code for column in APPLICANTS if column.group == LEGAL_PERSONS)

_RESULTS = "三、本年度办理结果"
_DENIED = (_RESULTS, "（三）不予公开")
_UNABLE = (_RESULTS, "（四）无法提供")
_UNPROCESSED = (_RESULTS, "（五）不予处理")
_OTHERWISE = (_RESULTS, "（六）其他处理")

NEW, CARRIED_IN, RESULTS_TOTAL, CARRIED_OUT = "r01", "r02", "r24", "r25"
# Reports on the form before 2021 print （六）其他处理 as one row; it then stands for r21 to r23.
OTHERWISE_AS_ONE = Row("r21_23", "（六）其他处理", (_RESULTS,))

APPLICATION_ROWS = (
    Row(NEW, "一、本年新收政府信息公开申请数量"),
    Row(CARRIED_IN, "二、上年结转政府信息公开申请数量"),
    Row("r03", "（一）予以公开", (_RESULTS,)),
    Row("r04", "（二）部分公开", (_RESULTS,), note="区分处理的，只计这一情形，不计其他情形"),
    Row("r05", "1.属于国家秘密", _DENIED),
    Row("r06", "2.其他法律行政法规禁止公开", _DENIED),
    Row("r07", "3.危及“三安全一稳定”", _DENIED),
    Row("r08", "4.保护第三方合法权益", _DENIED),
    Row("r09", "5.属于三类内部事务信息", _DENIED),
    Row("r10", "6.属于四类过程性信息", _DENIED),
    Row("r11", "7.属于行政执法案卷", _DENIED),
    Row("r12", "8.属于行政查询事项", _DENIED),
    Row("r13", "1.本机关不掌握相关政府信息", _UNABLE),
    Row("r14", "2.没有现成信息需要另行制作", _UNABLE),
    Row("r15", "3.补正后申请内容仍不明确", _UNABLE),
    Row("r16", "1.信访举报投诉类申请", _UNPROCESSED),
    Row("r17", "2.重复申请", _UNPROCESSED),
    Row("r18", "3.要求提供公开出版物", _UNPROCESSED),
    Row("r19", "4.无正当理由大量反复申请", _UNPROCESSED),
    Row("r20", "5.要求行政机关确认或重新出具已获取信息", _UNPROCESSED),
    Row("r21", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", _OTHERWISE),
    Row("r22", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", _OTHERWISE),
    Row("r23", "3.其他", _OTHERWISE),
    Row(RESULTS_TOTAL, "（七）总计", (_RESULTS,)),
    Row(CARRIED_OUT, "四、结转下年度继续办理"),
)
RESULT_ROWS = tuple(row.code for row in APPLICATION_ROWS[2:23])
RESULT_GROUPS: dict[str, tuple[str, ...]] = {
    "予以公开": ("r03",),
    "部分公开": ("r04",),
    "不予公开": tuple(f"r{n:02}" for n in range(5, 13)),
    "无法提供": ("r13", "r14", "r15"),
    "不予处理": tuple(f"r{n:02}" for n in range(16, 21)),
    "其他处理": ("r21", "r22", "r23"),
}

REMEDY_GROUPS = (
    Row("review", "行政复议"),
    Row("direct", "未经复议直接起诉", ("行政诉讼",)),
    Row("after_review", "复议后起诉", ("行政诉讼",)),
)
REMEDY_COLUMNS = (
    Column("upheld", "结果维持"),
    Column("corrected", "结果纠正"),
    Column("otherwise", "其他结果"),
    Column("pending", "尚未审结"),
    Column(TOTAL, "总计"),
)
REMEDY_PARTS = tuple(column.code for column in REMEDY_COLUMNS if column.code != TOTAL)

ROWS = {
    FormTable.OPENNESS: OPENNESS_ROWS,
    FormTable.APPLICATIONS: APPLICATION_ROWS,
    FormTable.REMEDIES: REMEDY_GROUPS,
}


def columns_of(table: FormTable, row: str) -> tuple[Column, ...]:
    """Return the columns of a row, in printed order."""
    if table is FormTable.OPENNESS:
        return OPENNESS_COLUMNS[row]
    return APPLICANTS if table is FormTable.APPLICATIONS else REMEDY_COLUMNS


def cells_of(table: FormTable) -> tuple[CellKey, ...]:
    """Return every cell of a table, row by row: 10, 175 and 15 of them."""
    return tuple(CellKey(table, row.code, column.code) for row in ROWS[table] for column in columns_of(table, row.code))


def row_of(key: CellKey) -> Row:
    """Return the row of a cell."""
    if key.row == OTHERWISE_AS_ONE.code:
        return OTHERWISE_AS_ONE
    return next(row for row in ROWS[key.table] if row.code == key.row)


def column_of(key: CellKey) -> Column:
    """Return the column of a cell."""
    return next(column for column in columns_of(key.table, key.row) if column.code == key.column)


def name_cell(key: CellKey) -> str:
    """Return how a cell is called: 「（三）不予公开1.属于国家秘密」行「自然人」列."""
    return f"「{row_of(key).words}」行「{column_of(key).label}」列"


def application(row: str, column: str = TOTAL) -> CellKey:
    """Return a cell of table 2."""
    return CellKey(FormTable.APPLICATIONS, row, column)


def remedy(group: str, column: str = TOTAL) -> CellKey:
    """Return a cell of table 3."""
    return CellKey(FormTable.REMEDIES, group, column)


def openness(row: str, column: str) -> CellKey:
    """Return a cell of table 1."""
    return CellKey(FormTable.OPENNESS, row, column)


class Weight(StrEnum):
    """What a broken identity means: the report may not go out, or somebody has to explain."""

    BLOCKS = "blocks"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Identity:
    """A rule of the form: its code, what it says, and its weight."""

    code: str
    title: str
    weight: Weight


IDENTITIES = {
    identity.code: identity
    for identity in (
        Identity("E1", "新收加上年结转，等于办理结果总计加结转下年度", Weight.BLOCKS),
        Identity("E2", "办理结果总计等于各项办理结果之和", Weight.BLOCKS),
        Identity("E3", "总计等于各类申请人之和", Weight.BLOCKS),
        Identity("E4", "本年的上年结转等于上年的结转下年度", Weight.EXPLAIN),
        Identity("E5", "各格填写非负整数，没有的填0", Weight.BLOCKS),
        Identity("E6", "复议、诉讼每组总计等于四种结果之和", Weight.BLOCKS),
        Identity("E7", "现行有效件数等于上年现行有效加本年制发减本年废止", Weight.EXPLAIN),
        Identity("E8", "正文引用的数与表中的数一致", Weight.BLOCKS),
    )
}


@dataclass(frozen=True, slots=True)
class Term:
    """A cell in an equation: its sign, and whether it is last year's."""

    key: CellKey
    sign: int = 1
    last_year: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """`left` and `right` have the same sum. `subject` says for which row or column."""

    code: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    subject: str

    @property
    def needs_last_year(self) -> bool:
        """Return whether last year's report is needed to judge."""
        return any(term.last_year for term in (*self.left, *self.right))


def _terms(keys: tuple[CellKey, ...]) -> tuple[Term, ...]:
    return tuple(Term(key) for key in keys)


def _column_equations() -> list[Equation]:
    found = []
    for column in APPLICANTS:
        cell = {row.code: application(row.code, column.code) for row in APPLICATION_ROWS}
        subject = f"「{column.label}」列"
        received, settled = (cell[NEW], cell[CARRIED_IN]), (cell[RESULTS_TOTAL], cell[CARRIED_OUT])
        found.append(Equation("E1", _terms(received), _terms(settled), subject))
        parts = tuple(cell[row] for row in RESULT_ROWS)
        found.append(Equation("E2", _terms((cell[RESULTS_TOTAL],)), _terms(parts), subject))
    return found


def _row_equations() -> list[Equation]:
    found = []
    for row in APPLICATION_ROWS:
        parts = tuple(application(row.code, column) for column in APPLICANT_PARTS)
        found.append(Equation("E3", _terms((application(row.code),)), _terms(parts), f"「{row.words}」行"))
    for group in REMEDY_GROUPS:
        parts = tuple(remedy(group.code, column) for column in REMEDY_PARTS)
        found.append(Equation("E6", _terms((remedy(group.code),)), _terms(parts), f"「{group.label}」"))
    return found


def _year_equations() -> list[Equation]:
    found = []
    for column in APPLICANTS:
        before = Term(application(CARRIED_OUT, column.code), last_year=True)
        found.append(
            Equation("E4", (Term(application(CARRIED_IN, column.code)),), (before,), f"「{column.label}」列"),
        )
    for row in ("rules", "normative"):
        in_force = openness(row, IN_FORCE.code)
        change = (Term(openness(row, MADE.code)), Term(openness(row, ABOLISHED.code), sign=-1))
        label = row_of(in_force).label
        found.append(Equation("E7", (Term(in_force),), (Term(in_force, last_year=True), *change), f"「{label}」行"))
    return found


EQUATIONS = (*_column_equations(), *_row_equations(), *_year_equations())
