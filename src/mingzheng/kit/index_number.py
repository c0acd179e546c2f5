"""信息公开索引号: reading and writing the present form and the old one. Giving them out: `platform.numbering`."""

import re
from dataclasses import dataclass

from mingzheng.kit.identifiers import IdentifierError, parse_credit_code

_PRESENT = re.compile(r"([0-9A-HJ-NPQRTUWXY]{18})/([0-9]{4})-([0-9]{5})")
_OLD = re.compile(r"([0-9]{8}-?[0-9X])/([0-9]{4})-([0-9]{5})")


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """信息公开索引号: the code of the organ (统一社会信用代码, formerly 组织机构代码), year, number."""

    organ_code: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.organ_code}/{self.year:04d}-{self.number:05d}"


def parse_index_number(text: str) -> IndexNumber:
    """Read an 索引号 of either form; of the present form the organ's code is checked. Raises IdentifierError."""
    present, old = _PRESENT.fullmatch(text), _OLD.fullmatch(text)
    if present:
        parse_credit_code(present[1])
    match = present or old
    if not match:
        raise IdentifierError("index_number", "索引号应写作「统一社会信用代码/年份-五位序号」")
    return IndexNumber(match[1], int(match[2]), int(match[3]))
