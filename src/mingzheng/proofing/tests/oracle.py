"""Reads the table of known numbers and relations (`number_oracle.md`) for the tests that measure recall and precision."""

import re
from dataclasses import dataclass
from decimal import Decimal

FILES = ("000", "001", "002", "003", "004")


@dataclass(frozen=True)
class Row:
    """One known number: its id, file, value, unit, qualifier, and the words it is found in."""

    id: str
    file: str
    value: str
    unit: str
    qualifier: str
    counts: str
    quote: str

    @property
    def number(self):
        """Return the value as a number, or None for the few that are none."""
        match = re.fullmatch(r"[+-]?\d+(?:\.\d+)?", self.value)
        return Decimal(self.value) if match else None


@dataclass(frozen=True)
class RelationRow:
    """One known relation: kind, quotes by file, computed value, verdict."""

    id: str
    files: str
    kind: str
    quotes: tuple[tuple[str, str], ...]
    computed: str
    verdict: str


def squeeze(text):
    """Return words without spaces and with one form of comma."""
    return re.sub(r"\s", "", text).replace("，", ",")


def read_oracle(shared_dir):
    """Return the known numbers and the known relations."""
    text = (shared_dir / "features" / "number_oracle.md").read_text("utf-8")
    rows, relations = [], []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if re.fullmatch(r"F[0-3]-\d+", cells[0]) and len(cells) >= 7:
            quote = re.search("「(.*)」", cells[6])[1]
            rows.append(Row(cells[0], f"00{cells[0][1]}", cells[1], cells[2], cells[3], cells[4], quote))
        elif re.fullmatch(r"R\d{3}", cells[0]) and len(cells) >= 8:
            quotes = tuple(re.findall(r"(00\d)「(.*?)」(?=\s|$|/)", cells[4]))
            relations.append(RelationRow(cells[0], cells[1], cells[2], quotes, cells[6], cells[7]))
    return rows, relations


def seed_paths(shared_dir):
    """Return the documents of the table by their number."""
    return {path.name[:3]: path for path in sorted((shared_dir / "seeds").glob("*.txt"))}
