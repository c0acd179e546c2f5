"""Whether an item may go on: its text, its fields, its map, secrecy, mode, signatures, what was approved. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, PartyRole, Refusal
from mingzheng.domains.publishing.rules import fits_mode, may_sign
from mingzheng.domains.publishing.signing_rules import find_conflicts, wrong_post
from mingzheng.domains.publishing.words import SIGNED_STEPS, Mode, Secrecy, Step

LAW = "政府信息公开条例"


def _sound(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    stopping = [fault.message for fault in facts.own.faults if fault.stops]
    if not stopping:
        return None
    return Refusal("body_faulty", "；".join(stopping), "请在“写正文”里改好后再送审", "GB/T 37668-2019")


def _complete(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.missing:
        return None
    return Refusal("fields_missing", f"还没有填写{'、'.join(facts.own.missing)}", "请先“填写公开要素”")


def _topic_complete(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.topic_faults:
        return None
    return Refusal("topic_missing", "；".join(facts.own.topic_faults), "请在办理页面“填写专题要素”")


def _maps(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.unmarked_maps:
        return None
    names = "、".join(facts.own.unmarked_maps)
    return Refusal("map_number", f"{names}含地图，没有审图号，不能发布", "请填写审图号或者换用标准地图", "地图管理条例")


def _proofread(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    answer = facts.own.proofing
    if not answer.was_checked:
        return Refusal("not_proofread", "现在的文字还没有核校", "请在“写正文”里“保存并核校”")
    if answer.open_errors:
        first = "；".join(answer.open_errors[:3])
        return Refusal(
            "proofing_errors", f"核校还有 {len(answer.open_errors)} 处错误没有处理：{first}", "请改正或者逐条说明"
        )
    return None


def _mode_fits(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not given.get("mode") or fits_mode(str(given["mode"]), str(given.get("mode_ground", ""))):
        return None
    return Refusal(
        "ground_of_mode", "所选依据与公开方式不相符", "请选择与公开方式相符的条款", f"{LAW}第十三条至第二十一条"
    )


def _mode_decided(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.mode:
        return None
    return Refusal("mode_open", "还没有认定公开方式", "请负责人先“认定公开方式”", f"{LAW}第十三条")


def _mode_active(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.mode == Mode.ACTIVE:
        return None
    return Refusal("not_active", "公开方式不是主动公开，不能发布", "请先认定公开方式，或者归为不公开", f"{LAW}第十三条")


def _mode_closed(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.mode in {Mode.ON_REQUEST, Mode.WITHHELD}:
        return None
    return Refusal("is_active", "公开方式是主动公开，应当发布", "确需不公开的，请先重新认定公开方式", f"{LAW}第十三条")


def _secrecy_passed(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.secrecy == Secrecy.CLOSED:
        return Refusal("secret", "保密审查结论为不得公开", "请归为不公开", f"{LAW}第十七条")
    if facts.own.secrecy == Secrecy.PARTLY:
        return Refusal("partly", "保密审查要求删去部分内容", "请删改后重新送审、重新审查", f"{LAW}第十七条")
    if facts.own.secrecy and facts.own.secrecy_stands:
        return None
    words = "保密审查后内容有改动，须重新审查" if facts.own.secrecy else "还没有保密审查"
    return Refusal("secrecy_review", words, "请保密员“保密审查”", f"{LAW}第十七条")


def _as_approved(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.is_approved:
        return Refusal("not_approved", "没有有效的审定", "请送审")
    if not facts.own.departures:
        return None
    return Refusal(
        "manifest_void", f"审定后有改动：{'；'.join(facts.own.departures)}", "改动使审定失效，请退回修改后重新审校"
    )


def _rechecked(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.needs_recheck or Step.RECHECK.value in facts.own.signed:
        return None
    return Refusal("recheck", "本栏目发布前须经宣传部门复核", "请宣传部门“复核”")


def _all_signed(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    missing = [step.label for step in SIGNED_STEPS if step.value not in facts.own.signed]
    if not missing:
        return None
    return Refusal("signatures_missing", f"还差{'、'.join(missing)}的签名", "请补齐签名")


def _step_open(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    step = str(given.get("step", ""))
    if step not in facts.own.signed:
        return None
    return Refusal("signed_already", f"“{Step(step).label}”已经签过", "请选择还没有签名的环节")


def _small(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.changed == 0:
        return Refusal("nothing_changed", "正文与已发布的相同，没有要更正的", "请先在“写正文”里改正")
    if facts.own.changed > facts.own.most_changed:
        return Refusal(
            "too_large",
            f"改动 {facts.own.changed} 字，超过勘误的 {facts.own.most_changed} 字",
            "请不再勘误，改用“修订重审”走全部审校",
        )
    return None


def _stamped_anew(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.outdated_scans:
        return None
    named = "、".join(f"“{title}”" for title in facts.own.outdated_scans)
    return Refusal("scan_outdated", f"附件{named}上是修改以前的文字", "请移除该附件，需要的重新盖章、比对后再附上")


def _never_published(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.is_published:
        return None
    return Refusal("is_public", "本件有已发布的版本", "不再公开的，请“撤回”或者“下线”")


def _published_once(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.is_published:
        return None
    return Refusal("not_public", "本件没有已发布的版本", "不再办理的，请“不采用”")


def _right_post(step: Step) -> Callable[[CaseFacts, Mapping[str, Any]], Refusal | None]:
    """Return the check shown beforehand to who may not sign a step; at the door the signature itself is judged."""

    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        rule = facts.own.signers.get(step.value)
        if facts.reader is None or rule is None:
            return None
        if not may_sign(rule, facts.reader_levels):
            return wrong_post(step, rule)
        return next(iter(find_conflicts(step, facts.reader, facts.own.writers, facts.own.signed_by)), None)

    return check


def _aligned(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    waiting = facts.units(PartyRole.CO) - facts.own.aligned
    if not waiting:
        return None
    return Refusal(
        "not_aligned",
        f"还有 {len(waiting)} 个联合发布单位没有对现在的文字确认口径一致",
        "请联合发布单位“确认口径一致”",
    )


def _received_by_now(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if str(given.get("received_on") or "") <= facts.on.isoformat():
        return None
    return Refusal("received_later", "收到日期不能晚于今天", "请核对日期")


def _dates_in_order(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    start, end = given.get("in_force_from"), given.get("in_force_to")
    if start and end and str(end) < str(start):
        return Refusal("dates", "有效期早于施行日期", "请核对日期")
    formed = given.get("formed_on")
    if formed and str(formed) > facts.on.isoformat():
        return Refusal("formed_later", "形成或者变更日期不能晚于今天", "请核对日期")
    return None


SOUND = Guard("sound", "正文完整，图片有替代文字", _sound)
COMPLETE = Guard("complete", "公开要素已填写", _complete)
TOPIC_COMPLETE = Guard("topic_complete", "专题要素已填写", _topic_complete)
MAPS = Guard("maps", "地图有审图号", _maps)
PROOFREAD = Guard("proofread", "核校没有未处理的错误", _proofread)
MODE_FITS = Guard("mode_fits", "依据与公开方式相符", _mode_fits)
MODE_DECIDED = Guard("mode_decided", "已认定公开方式", _mode_decided)
MODE_ACTIVE = Guard("mode_active", "公开方式为主动公开", _mode_active)
MODE_CLOSED = Guard("mode_closed", "公开方式不是主动公开", _mode_closed)
SECRECY_PASSED = Guard("secrecy_passed", "保密审查通过，其后没有改动", _secrecy_passed)
AS_APPROVED = Guard("as_approved", "与审定稿一致", _as_approved)
RECHECKED = Guard("rechecked", "宣传部门已复核（栏目要求时）", _rechecked)
ALL_SIGNED = Guard("all_signed", "三审三校均已签名", _all_signed)
STEP_OPEN = Guard("step_open", "该环节还没有签名", _step_open)
SMALL = Guard("small", "改动不超过勘误的字数", _small)
STAMPED_ANEW = Guard("stamped_anew", "盖章件与现在的文字一致", _stamped_anew)
NEVER_PUBLISHED = Guard("never_published", "没有已发布的版本", _never_published)
PUBLISHED_ONCE = Guard("published_once", "有已发布的版本", _published_once)
ALIGNED = Guard("aligned", "联合发布单位已确认口径一致", _aligned)
RECEIVED_BY_NOW = Guard("received_by_now", "收到日期不晚于今天", _received_by_now)
RIGHT_POST = {
    step: Guard(f"right_post_{step.value}", f"岗位和回避符合{step.label}的要求", _right_post(step)) for step in Step
}
DATES_IN_ORDER = Guard("dates_in_order", "日期先后相符", _dates_in_order)
