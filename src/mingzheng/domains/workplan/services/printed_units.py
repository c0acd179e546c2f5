"""The units a row names as printed, matched to the tree where it has exactly one; the rest become findings to be asked."""

from collections.abc import Iterable, Sequence

from mingzheng.domains.workplan.models import Requirement, RequirementUnit, SchemeDetail, SchemeFinding
from mingzheng.domains.workplan.parsing import Duty, UnitReference
from mingzheng.domains.workplan.parsing import Requirement as ReadRequirement
from mingzheng.domains.workplan.services.directory import Directory

BLOCKING = frozenset({"unknown_unit", "unknown_recipient", "no_lead_unit", "broken_sentence", "broken_row"})
Role = RequirementUnit.Role


def make_finding(
    detail: SchemeDetail, row: Requirement | None, code: str, message: str, quote: str = ""
) -> SchemeFinding:
    """Return a finding; the codes of `BLOCKING` must be settled before the scheme is booked."""
    return SchemeFinding(
        scheme=detail,
        requirement=row,
        code=code,
        message=message[:500],
        quote=quote,
        is_blocking=code in BLOCKING,
    )


def match_rows(
    detail: SchemeDetail, rows: Sequence[tuple[Requirement, ReadRequirement | Duty]], directory: Directory
) -> list[SchemeFinding]:
    """Write down each row's units as printed, matched where the tree has exactly one; the rest become findings."""
    findings: list[SchemeFinding] = []
    made: list[tuple[RequirementUnit, tuple[int, ...]]] = []
    for row, item in rows:
        for order, (role, reference) in enumerate(_references(item)):
            match = directory.match(reference)
            printed = reference.as_printed or reference.name
            unit = RequirementUnit(
                requirement=row,
                role=role,
                printed=printed[:300],
                unit_id=match.unit_id,
                sections=list(reference.sections),
                candidates=[pk for pk in match.candidates if pk != match.unit_id],
                order=order,
            )
            made.append((unit, match.section_ids))
            if match.unit_id is None:
                message = f"“{printed}”没有对应到单位树，请选定单位"
                findings.append(make_finding(detail, row, "unknown_unit", message, printed))
            for section in match.unmatched_sections:
                message = f"“{section}”不是{directory.name_of(match.unit_id or 0)}的科室，未对应"
                findings.append(make_finding(detail, row, "unknown_section", message, section))
    RequirementUnit.objects.bulk_create(unit for unit, _ in made)
    _store_sections(made)
    return findings


def _references(item: ReadRequirement | Duty) -> Iterable[tuple[str, UnitReference]]:
    yield from ((Role.LEAD, reference) for reference in item.lead_units)
    if isinstance(item, ReadRequirement):
        yield from ((Role.CO, reference) for reference in item.co_units)
        yield from ((Role.GUIDE, reference) for reference in item.guide_units)


def _store_sections(made: Sequence[tuple[RequirementUnit, tuple[int, ...]]]) -> None:
    through = RequirementUnit.section_units.through
    through.objects.bulk_create(
        through(requirementunit_id=unit.pk, unit_id=section) for unit, sections in made for section in sections
    )
