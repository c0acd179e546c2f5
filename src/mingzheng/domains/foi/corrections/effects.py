"""What telling the result of a correction leaves behind: the number and the day of the letter, and its words."""

from collections.abc import Callable, Mapping

from mingzheng.casework.public import Case, EffectContext
from mingzheng.domains.foi.citizen.letters import code_letter
from mingzheng.domains.foi.corrections.models import Correction
from mingzheng.domains.foi.grounds import LAW
from mingzheng.domains.foi.letters.facts import bare, ended, say_day
from mingzheng.domains.foi.office.effects import next_number
from mingzheng.platform.parameters.public import get_value

TITLE = "政府信息更正申请告知书"
PAPER = "correction"


def tell_result(context: EffectContext) -> None:
    """Give the letter its number and day."""
    case = context.case
    number = next_number(
        case.origin_unit,
        get_value("foi.notice_word"),
        on=context.occurred_on,
        actor=context.actor,
        case_id=case.pk,
        title=case.title,
    )
    code_letter(case, PAPER, number, on=context.occurred_on)
    Correction.objects.filter(pk=case.pk).update(number=number, decided_on=context.occurred_on)


def compose_letter(row: Correction, number: str) -> str:
    """Return the words of the letter, one paragraph to a line (article 41: correct and tell, or forward and tell, or tell)."""
    said = {
        "corrected": f"经审核，情况属实。依据{LAW}第四十一条的规定，本机关已经更正。",
        "unfounded": f"经审核，所提供的证据不能证明记录不准确。依据{LAW}第四十一条的规定，不予更正。",
        "forwarded": f"该记录不属于本机关职能范围。依据{LAW}第四十一条的规定，本机关已转送有权更正的机关：{bare(row.competent)}。",
        "told": f"该记录不属于本机关职能范围。依据{LAW}第四十一条的规定，请向有权更正的机关提出：{bare(row.competent)}。",
    }
    parts = (
        f"本机关于{say_day(row.arrived_on)}收到更正申请（编号{number}），要求更正与自身相关的下列记录：{ended(row.record)}",
        said.get(row.result, ""),
        f"审核情况：{ended(row.reason)}" if row.reason else "",
        "特此告知。",
    )
    return "\n".join(part for part in parts if part)


def wipe_correction(case: Case) -> Mapping[str, int]:
    """Empty the texts of a correction whose file is destroyed; days, result and number stay."""
    words = dict.fromkeys(("record", "wrong", "reason"), "")
    return {"correction": Correction.objects.filter(pk=case.pk).update(**words)}


CORRECTION_EFFECTS: dict[str, Callable[[EffectContext], None]] = {"foi.correction_told": tell_result}
