"""The application on paper: the filled form of a draft or of an application, and an empty one to send by mail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingzheng.documents.writing.forms import FormField, HandlingForm, OpinionSection, render_form_pdf
from mingzheng.domains.foi.citizen.draft_values import agent_of, contact_of, form_wanted_of
from mingzheng.domains.foi.models import APPLICANT_KINDS

TITLE = "政府信息公开申请表"


def blank_form(*, site: str, counter: str, printed_on: date) -> bytes:
    """Return an empty form as PDF."""
    kinds = "　".join(f"□{label}" for _, label in APPLICANT_KINDS)
    fields = (
        FormField("申请人类型", kinds, is_wide=True),
        FormField("姓名或者名称"),
        FormField("证件号码"),
        FormField("联系电话"),
        FormField("电子邮箱"),
        FormField("通信地址", is_wide=True),
        FormField("代理人", is_wide=True),
        FormField("获取方式", "□网站下载　□电子邮箱　□邮寄　□窗口领取　□查阅、抄录", is_wide=True),
        FormField("载体形式", "□电子版　□纸质　□都可以", is_wide=True),
        FormField("受理地点", counter, is_wide=True),
    )
    return _render(
        "",
        fields,
        (OpinionSection("所需信息（名称、文号或者特征）", blank_lines=9), OpinionSection("申请人签名", blank_lines=2)),
        site,
        printed_on,
    )


def filled_form(values: Mapping[str, Any], *, unit: str, site: str, number: str, printed_on: date) -> bytes:
    """Return the form of a draft or of an application as PDF, in full: it is the applicant's own paper."""
    fields = (
        FormField("受理机关", unit, is_wide=True),
        FormField("申请人类型", dict(APPLICANT_KINDS).get(str(values.get("kind", "")), "")),
        FormField("姓名或者名称", str(values.get("applicant", ""))),
        FormField("证件号码", str(values.get("identity", ""))),
        FormField("联系方式", str(values.get("contact") or contact_of(values)), is_wide=True),
        FormField("共同申请人", str(values.get("others", "")), is_wide=True),
        FormField("代理人", str(values.get("agent") or agent_of(values)), is_wide=True),
        FormField("申请事项", str(values.get("title", "")), is_wide=True),
        FormField("所需信息", str(values.get("content", "")), is_wide=True),
        FormField("获取方式", str(values.get("form_wanted") or form_wanted_of(values)), is_wide=True),
    )
    return _render(number, fields, (OpinionSection("申请人签名", blank_lines=3),), site, printed_on)


def _render(
    number: str, fields: tuple[FormField, ...], sections: tuple[OpinionSection, ...], site: str, printed_on: date
) -> bytes:
    return render_form_pdf(
        HandlingForm(
            office="",
            title=TITLE,
            case_number=number or "（受理后编号）",
            fields=tuple(field for field in fields if field.value or not number),
            sections=sections,
            code_text=f"{site.rstrip('/')}/apply/status",
            printed_on=printed_on,
        )
    )
