"""What a half-filled application holds, by field, and how it becomes what the law asks for. Pure values.

No field asks what the information is wanted for. Legal basis: 政府信息公开条例第二十九条.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mingzheng.domains.foi.names import NATURAL, names_any, names_in
from mingzheng.kit.text import normalize_text
from mingzheng.proofing.masking import mask_text

SELF, RELATIVE, AGENT = "self", "relative", "agent"
FILLERS = ((SELF, "我本人"), (RELATIVE, "替家人填写，申请人是家人"), (AGENT, "受委托代理，有授权委托书"))
FORMS = (
    ("download", "在本网站查看、下载"),
    ("mail", "发到电子邮箱"),
    ("post", "邮寄纸质件"),
    ("counter", "到窗口领取"),
    ("reading", "到窗口查阅、抄录"),
)
MEDIA = (("electronic", "电子版"), ("paper", "纸质"), ("any", "都可以"))
STEPS = ("what", "who", "papers")
MOST_OTHERS = 10


def form_wanted_of(values: Mapping[str, Any]) -> str:
    """Return the way and form the information is wanted in, as it is kept with the application: no address in it."""
    medium, way = dict(MEDIA).get(values.get("medium", ""), ""), dict(FORMS).get(values.get("way", ""), "")
    return "，".join(part for part in (way, medium) if part)


def contact_of(values: Mapping[str, Any]) -> str:
    """Return telephone, mailbox and address in one line, as they are kept encrypted."""
    parts = [("电话", "phone"), ("邮箱", "mail"), ("地址", "address")]
    return "；".join(f"{label}：{values[code]}" for label, code in parts if values.get(code))


def agent_of(values: Mapping[str, Any]) -> str:
    """Return who acts or types for the applicant; "" when he does it himself."""
    filler = values.get("filler", SELF)
    if filler == SELF:
        return ""
    what = "受委托代理" if filler == AGENT else "亲属代为填写"
    parts = [values.get("filler_name", ""), values.get("filler_relation", ""), values.get("filler_phone", "")]
    return f"{what}：" + "，".join(part for part in parts if part)


def data_of(values: Mapping[str, Any], *, arrived_on: str) -> dict[str, Any]:
    """Return the fields of the opening act."""
    data = {
        "title": values["title"],
        "channel": "internet",
        "arrived_on": arrived_on,
        "applicant_kind": values["kind"],
        "applicant": values["applicant"],
        "identity": values["identity"],
        "contact": contact_of(values),
        "co_applicants": values.get("others", ""),
        "agent": agent_of(values),
        "content": values["content"],
        "form_wanted": form_wanted_of(values),
    }
    return {code: value for code, value in data.items() if value}


def names_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of people a draft holds, longest first; an organisation may be named in what it asks for."""
    told = {
        "applicant": str(values.get("applicant", "")),
        "co_applicants": str(values.get("others", "")),
        "agent": f"：{values.get('filler_name', '')}",
    }
    return names_in(told, kind=str(values.get("kind") or NATURAL))


def tells_of_a_person(text: str, names: Iterable[str] = ()) -> bool:
    """Say whether a text that others will read names the applicant or holds numbers of documents or telephones."""
    plain = normalize_text(text)
    return mask_text(plain)[0] != plain or names_any(plain, names)


def is_ready(values: Mapping[str, Any]) -> list[str]:
    """Return the steps that still lack what the law asks for."""
    missing = []
    if not all(values.get(code) for code in ("unit", "title", "content", "way", "medium")):
        missing.append("what")
    if not all(values.get(code) for code in ("kind", "applicant", "identity", "phone")):
        missing.append("who")
    if not values.get("has_identity"):
        missing.append("papers")
    return missing
