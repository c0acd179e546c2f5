"""Who may change the organisation, and when a change makes no sense. Pure: facts come as arguments, reasons go back."""

import re
from datetime import date
from typing import Protocol

from mingzheng.platform.org.errors import NotPermitted, Refusal

CODE_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


class Editor(Protocol):
    """What this room needs to know of whoever changes something; an `access` actor is one."""

    @property
    def ref(self) -> str:
        """The stable name kept in ledgers."""

    @property
    def is_system(self) -> bool:
        """Whether the system itself acts (installation, timetable)."""

    @property
    def admin_duty(self) -> str:
        """The administrative duty, empty when none."""

    @property
    def person_id(self) -> int | None:
        """The person behind it, if any."""


def may_change_organisation(editor: Editor) -> bool:
    """Say whether the editor may change units, persons and posts: the system administrator alone.

    Legal basis: GB/T 22239-2019 8.1.4.2 (三权分立, 最小权限)
    """
    return editor.is_system or editor.admin_duty == "system"


def may_arrange_absence(editor: Editor, person_id: int) -> bool:
    """Say whether the editor may say who covers for a person: the person, or the system administrator."""
    return may_change_organisation(editor) or (editor.person_id is not None and editor.person_id == person_id)


def require_organisation_editor(editor: Editor) -> None:
    """Raise NotPermitted unless the editor may change the organisation."""
    if not may_change_organisation(editor):
        raise NotPermitted("单位、人员和岗位由系统管理员维护，请联系系统管理员办理。")


def check_place(*, is_section: bool, has_parent: bool) -> list[Refusal]:
    """Return a refusal for a section 科室 outside any organ."""
    if is_section and not has_parent:
        return [Refusal("section_alone", "科室须设在单位之内，请选择上级单位。", "parent")]
    return []


def check_unit_details(*, code: str, name: str) -> list[Refusal]:
    """Return what is wrong with a unit's code and name."""
    reasons = []
    if not CODE_SHAPE.fullmatch(code):
        reasons.append(Refusal("unit_code", "单位编码只能用字母、数字、点、短横线，最长 40 位。", "code"))
    if not name.strip():
        reasons.append(Refusal("unit_name", "请填写单位名称。", "name"))
    return reasons


def check_reason(reason: str) -> list[Refusal]:
    """Return a refusal when a change that needs a reason has none."""
    return [] if reason.strip() else [Refusal("reason_missing", "请填写变更依据或理由。", "reason")]


def check_later_than(day: date, since: date, *, what: str) -> list[Refusal]:
    """Return a refusal when a change would take effect before (or on) the day what it replaces began."""
    if day > since:
        return []
    text = f"{since.year}年{since.month}月{since.day}日"
    return [Refusal("too_early", f"{what}自{text}起，变更日期须晚于这一天。", "on")]


def check_closing_unit(*, children: int, posts: int) -> list[Refusal]:
    """Return why a unit cannot be closed yet."""
    reasons = []
    if children:
        reasons.append(Refusal("has_children", f"下面还有 {children} 个单位，请先调整隶属关系或撤销。"))
    if posts:
        reasons.append(Refusal("has_posts", f"还有 {posts} 个在任岗位，请先调整人员岗位。"))
    return reasons


def check_absence(*, starts_on: date, ends_on: date, same_person: bool, shares_organ: bool) -> list[Refusal]:
    """Return why an absence cannot be recorded like this (A/B 角 is arranged inside one organ)."""
    reasons = []
    if ends_on < starts_on:
        reasons.append(Refusal("absence_dates", "结束日期早于开始日期，请核对。", "ends_on"))
    if same_person:
        reasons.append(Refusal("absence_self", "代办人不能是本人。", "deputy"))
    elif not shares_organ:
        reasons.append(Refusal("absence_organ", "代办人须与本人在同一单位任职。", "deputy"))
    return reasons
