"""Corrections while a scheme is checked, each an act of the scheme's case with what stood before and what stands after.

Reading the document is `importing`; whether the checking is complete is judged by `rules.CHECKED`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from mingzheng.casework.public import BadInput, Receipt, Refusal, Refused, perform
from mingzheng.domains.workplan.models import Requirement, RequirementUnit, SchemeDetail, SchemeFinding
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import refuse_marked_text
from mingzheng.platform.org.public import Unit

INTERVALS = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}
KINDS = {"": "未写明", "fixed": "定期完成", "recurring": "周期", "continuous": "持续推进"}
Role = RequirementUnit.Role


@dataclass(frozen=True, slots=True)
class Correction:
    """Who corrects which scheme, when, and under which key a repeated sending is the same."""

    scheme: SchemeDetail
    actor: Actor
    occurred_on: date
    recorded_at: datetime
    key: str

    def make(self, row: str, what: str, before: str, after: str, apply: Callable[[], None]) -> Receipt | None:
        """Put a correction on record and carry it out, both or neither; nothing changed is nothing done."""
        if before == after:
            return None
        refuse_marked_text(f"{row}\n{after}", self.actor, purpose="scheme_correction")
        data = {"row": row[:60], "what": what, "before": before[:4000], "after": after[:4000]}
        with transaction.atomic():
            receipt = perform(
                self.scheme.pk,
                "edit_row",
                actor=self.actor,
                occurred_on=self.occurred_on,
                recorded_at=self.recorded_at,
                data={name: value for name, value in data.items() if value},
                key=self.key,
            )
            if not receipt.repeated:
                apply()
        return receipt

    def settle(self, findings: Any, how: str) -> None:
        """Mark findings as settled with a word why; those settled before stay as they are."""
        findings.filter(settled_at__isnull=True).update(
            settled_how=how[:500], settled_by=self.actor.name, settled_at=self.recorded_at
        )


def fingerprint(row: Requirement) -> str:
    """Return what a form saw of a row, so that a second corrector learns that somebody was first."""
    due = row.due_on.isoformat() if row.due_on else ""
    return "\u0001".join((row.number, row.title, row.text, row.deadline_kind, due, row.interval))


def refuse_overtaken(row: Requirement, seen: str) -> None:
    """Raise Refused when the row is no longer what the form saw."""
    if seen and seen.replace("\r\n", "\n") != fingerprint(row).replace("\r\n", "\n"):
        raise Refused(
            [
                Refusal(
                    "overtaken",
                    "这一项刚才已被他人修改，您看到的不是最新内容",
                    "请核对最新内容后再改，您的修改没有写入",
                )
            ]
        )


def describe_deadline(row: Requirement) -> str:
    """Return a row's deadline in words: its day, its interval, 持续推进, or 未写明."""
    if row.deadline_kind == "fixed" and row.due_on:
        return f"{row.due_on:%Y年%-m月%-d日}"
    if row.deadline_kind == "recurring":
        times = f"{row.times}次" if row.times and row.times > 1 else ""
        return INTERVALS.get(row.interval, {"week": "每周", "day": "每日"}.get(row.interval, "周期")) + times
    return KINDS.get(row.deadline_kind, "未写明")


def change_words(correction: Correction, row: Requirement, *, number: str, title: str, text: str) -> None:
    """Correct a row's number, point and text; a changed text settles what was said of its sentence."""
    number, title, text = number.strip()[:20], title.strip()[:500], text.strip()
    if not text:
        raise BadInput({"text": ["“具体要求”必填"]})
    before = " ".join(part for part in (row.number, row.title, row.text) if part)
    after = " ".join(part for part in (number, title, text) if part)

    def apply() -> None:
        row.number, row.title, row.text = number, title, text
        row.save(update_fields=["number", "title", "text"])
        correction.settle(row.findings.filter(code__in=("broken_sentence", "broken_row")), "已修改文字")

    correction.make(row.label, "文字", before, after, apply)


def change_deadline(
    correction: Correction, row: Requirement, *, kind: str, due_on: date | None, interval: str, times: int | None
) -> None:
    """Correct a row's deadline: a day, an interval, 持续推进 or none."""
    if kind not in KINDS:
        raise BadInput({"deadline_kind": ["请选择时限种类"]})
    if kind == "fixed" and due_on is None:
        raise BadInput({"due_on": ["请填写完成日期"]})
    if kind == "recurring" and interval not in INTERVALS:
        raise BadInput({"interval": ["请选择周期"]})
    before = describe_deadline(row)
    row.deadline_kind = kind
    row.due_on = due_on if kind == "fixed" else None
    row.interval = interval if kind == "recurring" else ""
    row.times = times if kind == "recurring" else None

    def apply() -> None:
        row.save(update_fields=["deadline_kind", "due_on", "interval", "times"])
        asked = row.findings.filter(code__in=("deadline_not_understood", "deadline_counted"))
        correction.settle(asked, f"已定为{describe_deadline(row)}")

    correction.make(row.label, "时限", before, describe_deadline(row), apply)


def choose_unit(correction: Correction, printed: RequirementUnit, *units: Unit) -> int:
    """Say which units a printed name means, here and wherever the scheme prints the same unanswered name; return how many.

    A word such as 各镇街 means several: each then stands in the row for itself, under the same printed word.
    """
    same = RequirementUnit.objects.filter(
        requirement__scheme=correction.scheme, printed=printed.printed, unit__isnull=True, is_dismissed=False
    )
    wanted = [printed.pk] if printed.unit_id else [*same.values_list("pk", flat=True)]
    rows = [*Requirement.objects.filter(units__in=wanted).distinct()]

    def apply() -> None:
        for named in RequirementUnit.objects.filter(pk__in=wanted):
            _put_in_place(named, units)
        found = SchemeFinding.objects.filter(requirement__in=rows, code="unknown_unit", quote=printed.printed)
        correction.settle(found, f"对应为{names}")

    names = "、".join(unit.name for unit in units)
    before = f"{printed.printed}（{printed.unit.name if printed.unit else '未对应'}）"
    correction.make(_name_rows(rows), "责任单位", before, f"{printed.printed}（{names}）", apply)
    return len(wanted)


def _put_in_place(named: RequirementUnit, units: Sequence[Unit]) -> None:
    """Let the units stand where the printed word stood; one that is in the row already is not named again."""
    beside = RequirementUnit.objects.filter(requirement=named.requirement_id, is_dismissed=False).exclude(pk=named.pk)
    known = set(beside.values_list("unit", flat=True))
    first, *others = [unit for unit in units if unit.pk not in known] or units[:1]
    RequirementUnit.objects.filter(pk=named.pk).update(unit=first)
    RequirementUnit.objects.bulk_create(
        RequirementUnit(
            requirement_id=named.requirement_id, role=named.role, printed=named.printed, unit=unit, order=named.order
        )
        for unit in others
    )


def _name_rows(rows: Sequence[Requirement]) -> str:
    names = [row.label for row in rows]
    return "、".join(names[:4]) + (f"等{len(names)}项" if len(names) > 4 else "")


def dismiss_unit(correction: Correction, printed: RequirementUnit) -> None:
    """Leave a printed unit out of a row."""

    def apply() -> None:
        RequirementUnit.objects.filter(pk=printed.pk).update(is_dismissed=True)
        found = printed.requirement.findings.filter(code="unknown_unit", quote=printed.printed)
        correction.settle(found, "不列为责任单位")

    name = printed.unit.name if printed.unit else printed.printed
    correction.make(printed.requirement.label, "责任单位", f"{Role(printed.role).label} {name}", "不列入", apply)


def add_unit(correction: Correction, row: Requirement, unit: Unit, role: str) -> None:
    """Add a unit to a row; a lead unit answers that there was none."""
    if role not in Role.values:
        raise BadInput({"role": ["请选择牵头、配合或指导"]})
    if row.units.filter(unit=unit, is_dismissed=False).exists():
        raise BadInput({"unit": [f"{unit.name}已在本项"]})

    def apply() -> None:
        order = (row.units.aggregate(last=Max("order"))["last"] or 0) + 1
        RequirementUnit.objects.create(requirement=row, role=role, printed=unit.name, unit=unit, order=order)
        if role == Role.LEAD:
            correction.settle(row.findings.filter(code="no_lead_unit"), f"已补牵头单位{unit.name}")

    correction.make(row.label, "责任单位", "", f"增加{Role(role).label} {unit.name}", apply)


def set_all_units(correction: Correction, row: Requirement, *, owed_by_all: bool) -> None:
    """Say whether every recipient of the scheme owes a row 各单位."""

    def apply() -> None:
        Requirement.objects.filter(pk=row.pk).update(all_units=owed_by_all)
        if owed_by_all:
            correction.settle(row.findings.filter(code="no_lead_unit"), "由各单位落实")

    words = {True: "各单位落实", False: "仅列明的单位"}
    correction.make(row.label, "落实范围", words[row.all_units], words[owed_by_all], apply)


def settle_finding(correction: Correction, finding: SchemeFinding, how: str) -> None:
    """Settle a finding with a word how; an unanswered unit is answered by choosing or leaving it out, not by words."""
    if not how.strip():
        raise BadInput({"how": ["请写明如何处理"]})
    if finding.code in {"unknown_unit", "unknown_recipient"}:
        raise BadInput({"how": ["请选定单位，或选“不列入”"]})

    def apply() -> None:
        correction.settle(SchemeFinding.objects.filter(pk=finding.pk), how.strip())

    row = finding.requirement.label if finding.requirement else "整个方案"
    correction.make(row, "问题处理", finding.message, how.strip(), apply)


def add_row(correction: Correction, *, after: Requirement | None, number: str, text: str) -> None:
    """Add a requirement the reading missed behind another, under the same heading and task."""
    text = text.strip()
    if not text:
        raise BadInput({"text": ["“具体要求”必填"]})
    row = Requirement(scheme=correction.scheme, number=number.strip()[:20], text=text)
    if after is not None:
        for name in ("heading_number", "heading", "task_number", "task"):
            setattr(row, name, getattr(after, name))

    def apply() -> None:
        # Orders may not meet while they move up: they move from the last one down.
        place = after.order + 1 if after else 1
        behind = Requirement.objects.filter(scheme=correction.scheme, order__gte=place).order_by("-order")
        for pk, order in list(behind.values_list("pk", "order")):
            Requirement.objects.filter(pk=pk).update(order=order + 1)
        row.order = place
        row.save()
        _move_anchors(correction.scheme, place, by=1)
        SchemeFinding.objects.create(
            scheme=correction.scheme, requirement=row, code="no_lead_unit", message="没有牵头单位", is_blocking=True
        )

    correction.make(row.label, "补录要求", "", text, apply)


def drop_row(correction: Correction, row: Requirement, *, reason: str) -> None:
    """Take a row out of the scheme; its text stays in the record of the act."""
    if not reason.strip():
        raise BadInput({"reason": ["请写明为什么不列入"]})

    def apply() -> None:
        order = row.order
        row.delete()
        _move_anchors(correction.scheme, order, by=0)

    correction.make(row.label, "不列入台账", row.text, reason.strip(), apply)


def _move_anchors(scheme: SchemeDetail, place: int, *, by: int) -> None:
    """Let the source's lines follow the rows' orders: rows from `place` on moved `by`, or (0) the row there is gone."""
    scheme.refresh_from_db(fields=["source_blocks"])
    for line in scheme.source_blocks:
        kept = [order for order in line["rows"] if by or order != place]
        line["rows"] = [order + by if order >= place else order for order in kept]
    scheme.save(update_fields=["source_blocks"])


def set_recipients(correction: Correction, units: Sequence[Unit]) -> None:
    """Say which units the scheme was sent to; 「各单位」 means these."""
    if not units:
        raise BadInput({"units": ["请至少选定一个主送单位"]})
    scheme = correction.scheme
    before = "、".join(scheme.recipient_units.order_by("order", "code").values_list("name", flat=True))
    after = "、".join(unit.name for unit in units)

    def apply() -> None:
        scheme.recipient_units.set(units)

        correction.settle(scheme.findings.filter(code="unknown_recipient"), f"已选定{len(units)}个主送单位")

    # Confirming what was read is an act as well: the printed names stand as what was before.
    correction.make("整个方案", "主送单位", before if before != after else scheme.recipients_text, after, apply)
