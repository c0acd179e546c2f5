"""What stands against a report: identities, cells nobody reported, sentences the tables contradict, proofreading, likeness.

E1 to E3, E5, E6 and E8 block; E4, E7, likeness and units that did not hand in ask for an explanation that is kept.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mingzheng.domains.foi.annual.composing import Composed
from mingzheng.domains.foi.annual.contributions import Contribution
from mingzheng.domains.foi.annual.models import AnnualExplanation
from mingzheng.domains.foi.annual.rules import AnnualFacts, Ask
from mingzheng.domains.foi.annual.words import BY_CODE, REQUIRED, part_heading
from mingzheng.domains.foi.annual_report import AnnualTables, as_values
from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.agreement import find_disagreements
from mingzheng.proofing.disclosure.form import IDENTITIES, CellKey, Weight, name_cell
from mingzheng.proofing.disclosure.identities import describe_breach, find_bad_cells
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.model import Finding, Profile
from mingzheng.proofing.run import check_text

LIKENESS = "SIM"
NOT_IN = "UNIT"
SEVERITY_WORDS = {"error": "差错", "explain": "须说明", "warning": "存疑", "info": "提示"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One remark: the identity or check, how bad, in words; what must be explained and whether it is."""

    code: str
    severity: str
    message: str
    quote: str = ""
    advice: str = ""
    cells: tuple[CellKey, ...] = ()
    ask: Ask | None = None
    explanation: AnnualExplanation | None = None

    @property
    def severity_words(self) -> str:
        """Return the word for screens."""
        return "已说明" if self.explanation else SEVERITY_WORDS[self.severity]

    @property
    def shown_code(self) -> str:
        """Return the code people know: an identity's, a check's; our own words for the rest stay inside."""
        return self.code if self.code in IDENTITIES or "-" in self.code else ""

    @property
    def words(self) -> str:
        """Return the remark with the code people know before it."""
        return f"{self.shown_code} {self.message}".strip()

    @property
    def is_open(self) -> bool:
        """Say whether it still keeps the report from being signed."""
        return self.severity == "error" or (self.severity == "explain" and self.explanation is None)


def judge(
    tables: AnnualTables,
    composed: Composed,
    *,
    contributions: Sequence[Contribution] = (),
    explanations: Sequence[AnnualExplanation] = (),
    previous: str = "",
    peers: Sequence[str] = (),
) -> list[Verdict]:
    """Return every remark: tables first, then the text in reading order."""
    known = {(one.code, one.subject, one.states): one for one in explanations}
    found = [*_of_tables(tables), *_of_units(contributions), *_of_text(composed)]
    found += _of_proofreader(composed, previous, peers)
    return [_with_explanation(verdict, known) for verdict in found]


def _with_explanation(verdict: Verdict, known: Mapping[tuple[str, str, str], AnnualExplanation]) -> Verdict:
    ask = verdict.ask
    given = known.get((ask.code, ask.subject, ask.states)) if ask else None
    if given is None:
        return verdict
    return Verdict(
        verdict.code, verdict.severity, verdict.message, verdict.quote, verdict.advice, verdict.cells, ask, given
    )


def _of_tables(tables: AnnualTables) -> list[Verdict]:
    found = [
        Verdict("E5", "error", f"{name_cell(cell)}尚未填报", advice="没有的填 0", cells=(cell,))
        for cell in tables.missing
    ]
    found += [
        Verdict("E5", "error", f"{name_cell(bad.key)}填“{bad.cell.quote}”，{bad.why}", cells=(bad.key,))
        for bad in find_bad_cells(as_values(tables.cells, tables.year))
    ]
    for breach in tables.breaches:
        code, words = breach.equation.code, describe_breach(breach)
        cells = tuple(term.key for term in (*breach.equation.left, *breach.equation.right) if not term.last_year)
        if IDENTITIES[code].weight is Weight.BLOCKS:
            found.append(Verdict(code, "error", words, cells=cells))
        else:
            ask = Ask(code, breach.equation.subject, f"{breach.left} / {breach.right}")
            found.append(Verdict(code, "explain", words, advice="请说明原因", cells=cells, ask=ask))
    return found


def _of_units(contributions: Sequence[Contribution]) -> list[Verdict]:
    """Return which subordinate organs are added by the system's count because no accepted report is there."""
    waiting = [one for one in contributions if one.is_added and not one.is_handed_in and one.report is not None]
    if len(contributions) < 2:
        return []
    return [
        Verdict(
            NOT_IN,
            "explain",
            f"{one.unit.name}的年报尚未审核通过，本表按系统统计计入",
            advice="请催报，或说明为何不等",
            ask=Ask(NOT_IN, one.unit.name, "未审核通过"),
        )
        for one in waiting
    ]


def _of_text(composed: Composed) -> list[Verdict]:
    found = []
    for code in REQUIRED:
        block = next((one for one in composed.blocks if one.code == code), None)
        if block is None or not block.text.strip():
            plan = BY_CODE[code]
            found.append(Verdict("FORM", "error", f"“{part_heading(plan.part)}”的{plan.heading or '正文'}还没有写"))
        else:
            found += [
                Verdict("E8", "error", f"{shown.title}：{shown.problem}", quote=shown.text)
                for shown in block.shown()
                if shown.problem
            ]
    values = as_values(composed.cells, composed.year)
    values.unit = composed.organ
    for wrong in find_disagreements(text_from_string(composed.text), values):
        quote = wrong.passage.clean[wrong.start : wrong.end]
        severity = "error" if wrong.sure else "warning"
        found.append(Verdict("E8", severity, wrong.message, quote, wrong.suggestion, wrong.cells))
    return found


def _of_proofreader(composed: Composed, previous: str, peers: Sequence[str]) -> list[Verdict]:
    context = Context(
        profile=Profile.DISCLOSURE_REPORT.value,
        previous=text_from_string(previous) if previous else None,
        peers=tuple(text_from_string(peer) for peer in peers),
    )
    return [_of_finding(finding) for finding in check_text(text_from_string(composed.text), context).findings]


def _of_finding(finding: Finding) -> Verdict:
    if finding.code.startswith(f"{LIKENESS}-"):
        ask = Ask(LIKENESS, finding.quote[:200], finding.message[:300])
        return Verdict(finding.code, "explain", finding.message, finding.quote, "请改写，或说明原因", ask=ask)
    severity = finding.severity.value if finding.severity else "info"
    return Verdict(finding.code, severity, finding.message, finding.quote, finding.suggestion)


def as_facts(verdicts: Sequence[Verdict], tables: AnnualTables, contributions: Sequence[Contribution]) -> AnnualFacts:
    """Return what the guards ask, from the remarks."""
    return AnnualFacts(
        missing_cells=tuple(name_cell(cell) for cell in tables.missing),
        broken=_words(verdicts, "error", IDENTITIES.keys() - {"E8", "E5"}),
        unverified=tuple(name_cell(cell) for one in contributions for cell in sorted(one.cells.unverified)),
        empty_blocks=_words(verdicts, "error", {"FORM"}),
        contradicted=_words(verdicts, "error", {"E8"}),
        errors=tuple(
            f"“{one.quote}”{one.message}"
            for one in verdicts
            if one.severity == "error" and one.code not in IDENTITIES and one.code != "FORM"
        ),
        unexplained=tuple(one.words for one in verdicts if one.severity == "explain" and one.is_open),
    )


def _words(verdicts: Sequence[Verdict], severity: str, codes: Collection[str]) -> tuple[str, ...]:
    return tuple(one.words for one in verdicts if one.severity == severity and one.code in codes)
