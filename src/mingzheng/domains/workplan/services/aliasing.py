"""Asking that a printed name be kept as a unit's alias 别名, from the check of a scheme: on record, decided where units are kept.

What an alias is and who decides belongs to the org room; [CFG] `workplan.alias_at_once` lets the checker's word do.
"""

from mingzheng.casework.public import BadInput, Receipt, Refusal, Refused
from mingzheng.domains.workplan.models import RequirementUnit
from mingzheng.domains.workplan.services.checking import Correction
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.org.public import AdministrationError, AliasRequest, ask_alias, decide_alias
from mingzheng.platform.parameters.public import get_value


def keep_as_alias(correction: Correction, printed: RequirementUnit) -> Receipt | None:
    """Ask that the printed name be an alias of the unit it was matched to; keep it at once where [CFG] says so.

    Raises BadInput while no unit is chosen, Refused where the name means another unit or is known already.
    """
    if printed.unit is None:
        raise BadInput({"unit": ["请先选定这一叫法对应的单位，再记为别名"]})
    unit, case = printed.unit, correction.scheme.case
    at_once = get_value("workplan.alias_at_once")

    def apply() -> None:
        request = ask_alias(
            unit=unit,
            alias=printed.printed,
            by=correction.actor.ref,
            by_name=correction.actor.name,
            found_in=f"{case.number} {case.title}",
        )
        if at_once and request.state == AliasRequest.State.ASKED:
            decide_alias(request, keep=True, editor=SYSTEM, by_name=f"{correction.actor.name}（参数允许）")

    after = f"{printed.printed}（{unit.name}，{'记为别名' if at_once else '申请记为别名'}）"
    before = f"{printed.printed}（{unit.name}）"
    try:
        return correction.make(printed.requirement.label, "责任单位", before, after, apply)
    except AdministrationError as error:
        raise Refused([Refusal("alias", error.message, "请核对这一叫法")]) from error
