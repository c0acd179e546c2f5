"""Aliases 别名 asked for by who reads documents, decided by the system administrator; both on record.

What an alias does when names are matched is the selectors' matter; other details of a unit are changed in `units`.
"""

from django.db import transaction

from mingzheng.platform.ledger.public import append, now, today
from mingzheng.platform.org import rules
from mingzheng.platform.org.errors import Refusal, refuse_if
from mingzheng.platform.org.models import AliasRequest, Unit
from mingzheng.platform.org.services.units import change_unit

State = AliasRequest.State
LONGEST = 120


@transaction.atomic
def ask_alias(*, unit: Unit, alias: str, by: str, by_name: str, found_in: str = "") -> AliasRequest:
    """Ask that a name be kept as an alias of a unit; asked twice is asked once. Raises Refused.

    `by` is the stable name kept in the ledger, `by_name` what people read.
    """
    alias = alias.strip()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    refuse_if(_objections(unit, alias))
    request, is_new = AliasRequest.objects.get_or_create(
        unit=unit,
        alias=alias,
        state=State.ASKED,
        defaults={"found_in": found_in[:200], "asked_by": by_name[:100], "asked_at": now()},
    )
    if is_new:
        _record(request, "alias_asked", by)
    return request


@transaction.atomic
def decide_alias(
    request: AliasRequest, *, keep: bool, editor: rules.Editor, by_name: str, reason: str = ""
) -> AliasRequest:
    """Keep the alias or decline it with a reason. Raises NotPermitted, Refused."""
    rules.require_organisation_editor(editor)
    request = AliasRequest.objects.select_for_update().select_related("unit").get(pk=request.pk)
    reasons = [] if keep else rules.check_reason(reason)
    if request.state != State.ASKED:
        reasons.append(Refusal("alias_decided", f"该申请已由{request.decided_by}处理：{request.get_state_display()}。"))
    elif keep:
        reasons += _objections(request.unit, request.alias)
    refuse_if(reasons)
    request.state = State.KEPT if keep else State.DECLINED
    request.decided_by, request.decided_at, request.reason = by_name[:100], now(), reason.strip()[:200]
    request.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    _record(request, "alias_kept" if keep else "alias_declined", editor.ref)
    if keep:
        aliases = [*request.unit.aliases, request.alias]
        change_unit(unit=request.unit, editor=editor, on=today(), reason=request.found_in, aliases=aliases)
    return request


def _objections(unit: Unit, alias: str) -> list[Refusal]:
    """Return why a name cannot become an alias: empty, known already, or another unit's."""
    if len(alias) < 2 or len(alias) > LONGEST:
        return [Refusal("alias_length", "别名应为 2 至 120 个字。", "alias")]
    if alias in {unit.name, unit.short_name, *unit.aliases}:
        return [Refusal("alias_known", f"“{alias}”已经是{unit.name}的名称、简称或别名，无须再记。", "alias")]
    for other in Unit.objects.filter(valid_to__isnull=True).exclude(pk=unit.pk):
        if alias in {other.name, other.short_name, *other.aliases}:
            return [Refusal("alias_taken", f"“{alias}”已指{other.name}，同一叫法不能指两个单位。", "alias")]
    return []


def _record(request: AliasRequest, kind: str, actor: str) -> None:
    payload = {
        "code": request.unit.code,
        "alias": request.alias,
        "found_in": request.found_in,
        "reason": request.reason,
    }
    append(
        stream="unit",
        stream_id=str(request.unit_id),
        kind=kind,
        payload=payload,
        actor=actor,
        occurred_on=None,
        recorded_at=now(),
    )
