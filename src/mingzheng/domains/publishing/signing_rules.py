"""Who may not sign a step, in words: the wrong post, the author, whoever signed the pair or the line before. Pure."""

from collections.abc import Collection, Mapping

from mingzheng.casework.public import Refusal
from mingzheng.domains.publishing.rules import StepRule
from mingzheng.domains.publishing.words import Step
from mingzheng.platform.org.public import PostLevel


def wrong_post(step: Step, rule: StepRule) -> Refusal:
    """Return the refusal for who has none of the posts that sign a step."""
    posts = "、".join(PostLevel(level).label for level in PostLevel.values if level in rule.posts)
    return Refusal("wrong_post", f"本栏目的{step.label}由{posts}签名", "请交有此岗位的同志办理")


def find_conflicts(
    step: Step, person: int, writers: Collection[int], signed_by: Mapping[str, int | None]
) -> list[Refusal]:
    """Return why this person may not sign a step of a round: he wrote the text, or signed what goes with it."""
    reasons = []
    if person in writers:
        reasons.append(Refusal("is_author", f"您写过本件的正文，不能{step.label}", "审校须由撰稿人以外的人办理"))
    kind, _, level = step.value.partition("_")
    for other in (held for held, signer in signed_by.items() if signer == person):
        other_kind, _, other_level = other.partition("_")
        if other_kind == kind or (level and other_level == level):
            reasons.append(
                Refusal("signed_before", f"您已签过{Step(other).label}，{step.label}须由另一人签名", "请交其他同志办理")
            )
    return reasons[:2]
