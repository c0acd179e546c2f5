"""三审三校 on paper: three reviews and three proof-readings by distinct people, generated for a number of levels."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.declaration import (
    Action,
    Field,
    FieldKind,
    Guard,
    Limit,
    PartyRole,
    Procedure,
    Refusal,
    State,
    StateKind,
    Who,
)
from mingzheng.casework.facts import CaseFacts
from mingzheng.casework.standard.assignment import OFFICE, OFFICE_HEADS, REASON, open_clock, stop_clock
from mingzheng.worktime.public import working_days

LEVELS = (("1", "一"), ("2", "二"), ("3", "三"))
REVIEW_TITLES = {"1": "初审", "2": "复审", "3": "终审"}
CHECKS = (("politics", "政治关"), ("law", "法律关"), ("policy", "政策关"), ("secrecy", "保密关"), ("wording", "文字关"))
READERS = Who(
    roles=frozenset({"office_clerk", "office_section_head", "office_director", "district_leader"}),
    of=PartyRole.ORIGIN,
    title="审校人员",
)
LEADER = Who(roles=frozenset({"district_leader", "office_director"}), of=PartyRole.ORIGIN, title="带班领导")


def _all_checked(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    missing = [title for code, title in CHECKS if given.get(code) is False]
    if not missing:
        return None
    return Refusal("check_failed", f"未过{'、'.join(missing)}，不能通过", "请退回修改")


def _afterwards(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    missing = len(LEVELS) - facts.count_acts("sign_afterwards")
    return Refusal("signatures_missing", f"还差 {missing} 级事后补签", "请补齐") if missing > 0 else None


def _level(level: str, title: str, following: str) -> tuple[Action, ...]:
    proofs = tuple(f"proof_{earlier}" for earlier, _ in LEVELS if earlier < level)
    reviews = tuple(f"review_{earlier}" for earlier, _ in LEVELS if earlier < level)
    return (
        Action(
            f"proof_{level}",
            f"{title}校",
            (f"to_proof_{level}",),
            f"to_review_{level}",
            by=(READERS,),
            fields=(Field("corrections", "校对记录", FieldKind.LONG_TEXT),),
            not_same_as=proofs,
            tone="primary",
        ),
        Action(
            f"review_{level}",
            REVIEW_TITLES[level],
            (f"to_review_{level}",),
            following,
            by=(READERS,) if level == "1" else (OFFICE_HEADS, LEADER),
            fields=tuple(Field(code, label, FieldKind.BOOLEAN, required=True) for code, label in CHECKS),
            guards=(Guard("all_checked", "五关均过", _all_checked),),
            not_same_as=("submit", *reviews, f"proof_{level}"),
            tone="primary",
        ),
    )


IN_REVIEW = tuple(f"to_{step}_{level}" for level, _ in LEVELS for step in ("proof", "review"))

PUBLICATION = Procedure(
    name="paper_publication",
    version="2026-01-01",
    title="信息发布审核（试写）",
    basis="三审三校、先审后发",
    prefix="PFB",
    states=(
        State("drafting", "起草中"),
        *(
            state
            for level, title in LEVELS
            for state in (
                State(f"to_proof_{level}", f"待{title}校"),
                State(f"to_review_{level}", f"待{REVIEW_TITLES[level]}"),
            )
        ),
        State("approved", "待发布"),
        State("published_unsigned", "已紧急发布，待补签"),
        State("published", "已发布", StateKind.CLOSED),
        State("withdrawn", "已公开说明撤回", StateKind.CLOSED),
        State("taken_down", "已下线", StateKind.CLOSED),
        State("dropped", "不采用", StateKind.CLOSED),
    ),
    limits=(Limit("signatures", "事后补签", working_days(1), basis="紧急发布约定", main=True),),
    opening=Action(
        "draft",
        "起草",
        (),
        "drafting",
        by=(OFFICE,),
        fields=(
            Field("title", "标题", required=True, max_length=500, stores="case.title"),
            Field("body", "正文", FieldKind.LONG_TEXT, required=True),
        ),
    ),
    actions=(
        Action("submit", "送审", ("drafting",), "to_proof_1", by=(OFFICE,), tone="primary"),
        *_level("1", "一", "to_proof_2"),
        *_level("2", "二", "to_proof_3"),
        *_level("3", "三", "approved"),
        Action("send_back", "退回修改", IN_REVIEW, "drafting", by=(READERS,), fields=(REASON,), tone="danger"),
        Action("publish", "发布", ("approved",), "published", by=(OFFICE,), same_day=True, tone="primary"),
        Action(
            "publish_urgently",
            "紧急发布",
            ("drafting", *IN_REVIEW),
            "published_unsigned",
            by=(LEADER,),
            fields=(REASON,),
            effects=(open_clock("signatures"),),
            not_same_as=("draft",),
            same_day=True,
        ),
        Action(
            "sign_afterwards",
            "事后补签",
            ("published_unsigned",),
            by=(READERS,),
            fields=(Field("level", "级次", FieldKind.CHOICE, required=True, choices=tuple(REVIEW_TITLES.items())),),
        ),
        Action(
            "complete",
            "补签齐全",
            ("published_unsigned",),
            "published",
            by=(OFFICE_HEADS,),
            guards=(Guard("signed_afterwards", "三级均已补签", _afterwards),),
            effects=(stop_clock("signatures"),),
        ),
        Action("withdraw", "公开说明撤回", ("published",), "withdrawn", by=(LEADER,), fields=(REASON,)),
        Action("take_down", "静默下线", ("published",), "taken_down", by=(LEADER,), fields=(REASON,), tone="danger"),
        Action("drop", "不采用", ("drafting", *IN_REVIEW), "dropped", by=(OFFICE_HEADS,), fields=(REASON,)),
    ),
)
