"""发文字号 and 令号: reading, writing, and what is wrong with one. Giving them out: `platform.numbering`."""

import re
from dataclasses import dataclass

from mingzheng.kit.findings import Finding
from mingzheng.kit.numerals import format_chinese_number, parse_chinese_number
from mingzheng.kit.text import to_half_width

_STRICT = re.compile(r"([\u4e00-\u9fa5]{2,12})〔((?:19|20)[0-9]{2})〕([1-9][0-9]{0,4})号")
_LOOSE = re.compile(
    r"(?P<organ>[^〔\[(（【［\d]*?)\s*(?P<open>[〔\[(（【［])\s*(?P<year>\d{2,4})\s*年?\s*(?P<close>[〕\])）】］])\s*"
    r"(?P<word>第?)\s*(?P<sequence>\d+)\s*(?P<end>号?)"
)
_ORDER = re.compile(r"第([0-9]+|[零〇一二三四五六七八九十百千万]+)号")


class DocNumberError(ValueError):
    """A text is not a 发文字号 in the standard form; `findings` say why."""

    code = "not_a_doc_number"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("；".join(finding.message for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class DocNumber:
    """发文字号: 机关代字, year, sequence number.

    Legal basis: 党政机关公文格式 GB/T 9704-2012 7.2.5
    """

    organ: str
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.organ}〔{self.year}〕{self.sequence}号"


def parse_doc_number(text: str) -> DocNumber:
    """Read a 发文字号 in the standard form. Raises DocNumberError with every finding."""
    match = _STRICT.fullmatch(text)
    if not match:
        raise DocNumberError(find_doc_number_problems(text))
    return DocNumber(match[1], int(match[2]), int(match[3]))


def format_doc_number(number: DocNumber) -> str:
    """Write a 发文字号; what cannot be read back raises DocNumberError."""
    parse_doc_number(str(number))
    return str(number)


def find_doc_number_problems(text: str) -> tuple[Finding, ...]:
    """Say everything that keeps a text from being a 发文字号 in the standard form; nothing when it is one."""
    if _STRICT.fullmatch(text):
        return ()
    plain = to_half_width(text)
    match = _LOOSE.fullmatch(plain.strip())
    if not match:
        return (Finding("not_a_doc_number", "不是发文字号，应写作「机关代字〔2026〕5号」", text),)
    findings = [*_organ_findings(match), *_bracket_findings(match), *_sequence_findings(match)]
    if plain != text:
        findings.append(Finding("full_width", "数字应使用半角", text))
    if re.search(r"\s", plain):
        findings.append(Finding("space", "文号内不应有空格", text))
    return tuple(findings)


def parse_order_number(text: str) -> int:
    """Read the number of an order, 「第12号」 or 「第十二号」. Raises ValueError."""
    match = _ORDER.fullmatch(text)
    if not match:
        raise ValueError(f"不是令号，应写作「第12号」：{text}")
    return parse_chinese_number(match[1])


def format_order_number(number: int) -> str:
    """Write the number of an order, 「第十二号」. Raises ValueError below 1."""
    if number < 1:
        raise ValueError("令号从1开始")
    return f"第{format_chinese_number(number)}号"


def _organ_findings(match: re.Match[str]) -> list[Finding]:
    organ = match["organ"]
    if re.fullmatch(r"[\u4e00-\u9fa5]{2,12}", organ):
        return []
    if not organ:
        return [Finding("organ_missing", "缺少机关代字", match[0])]
    return [Finding("organ", "机关代字应为2至12个汉字，不得用符号代替", organ)]


def _bracket_findings(match: re.Match[str]) -> list[Finding]:
    findings = []
    if (match["open"], match["close"]) != ("〔", "〕"):
        quote = f"{match['open']}{match['year']}{match['close']}"
        findings.append(Finding("brackets", "年份应用六角括号〔〕括入", quote))
    if not re.fullmatch(r"(?:19|20)\d{2}", match["year"]):
        findings.append(Finding("year", "年份应标全称四位数", match["year"]))
    if "年" in match[0][match.start("open") - match.start() : match.start("sequence") - match.start()]:
        findings.append(Finding("year_word", "年份后不加「年」字", match["year"]))
    return findings


def _sequence_findings(match: re.Match[str]) -> list[Finding]:
    findings = []
    sequence = match["sequence"]
    if match["word"]:
        findings.append(Finding("ordinal_word", "发文顺序号不加「第」字", f"第{sequence}号"))
    if sequence.startswith("0"):
        findings.append(Finding("leading_zero", "发文顺序号不编虚位（1不编为01）", f"{sequence}号"))
    if len(sequence.lstrip("0")) > 5 or not sequence.strip("0"):
        findings.append(Finding("sequence", "发文顺序号应为1至99999", sequence))
    if not match["end"]:
        findings.append(Finding("end_word", "发文顺序号后应加「号」字", sequence))
    return findings
