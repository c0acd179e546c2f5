"""The words of what leaves by e-mail and SMS: counts and links. Pure; titles and contents never come here."""

from collections.abc import Sequence
from dataclasses import dataclass

SECRECY_LINE = "本系统为非涉密系统，严禁处理、存储、传输国家秘密。"


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line of a digest: what, how many, where."""

    label: str
    count: int
    url: str = "/desk/notices/"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as a way out gets it. `short` is for SMS."""

    subject: str
    text: str
    short: str


def write_urgent(text: str, *, url: str, site: str) -> Letter:
    """Return the letter of one urgent line."""
    return Letter(
        subject="【明政】紧急事项提醒",
        text=f"您有紧急事项：{text}。\n请登录办理：{site}{url}\n\n{SECRECY_LINE}\n",
        short=f"【明政】您有紧急事项：{text}，请登录系统办理。",
    )


def write_digest(lines: Sequence[DigestLine], *, site: str) -> Letter:
    """Return the letter of a day's digest."""
    total = sum(line.count for line in lines)
    told = "\n".join(f"- {line.label}：{line.count}　{site}{line.url}" for line in lines)
    return Letter(
        subject=f"【明政】今日提醒 {total} 条",
        text=f"截至今日，您有：\n{told}\n\n接收方式可在“消息—接收方式”中调整。\n{SECRECY_LINE}\n",
        short=f"【明政】今日提醒 {total} 条，请登录系统查看。",
    )
