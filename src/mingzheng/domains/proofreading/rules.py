"""Who may read a check, decide on a finding, keep the lexicon. Pure: facts come as values.

Legal basis: 政府网站与政务新媒体检查指标; three levels of 严重表述错误 as configured by the office
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzheng.platform.access.public import Actor

OFFICE_ROLES = ("office_clerk", "office_section_head", "office_director")
REVIEW_ROLES = ("office_section_head", "office_director", "unit_section_head", "unit_deputy", "unit_head")
GRAVEST = 1


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """Whose check it is: the account that sent it, the one that stored the file, and the unit.

    `writers` ("account:3", "person:7") wrote the document or sent these very words first; they need not read the check.
    """

    author_ids: frozenset[int]
    unit_id: int | None
    writers: frozenset[str] = frozenset()


def is_author(actor: Actor, facts: CheckFacts) -> bool:
    """Say whether somebody sent a document, stored it, or wrote in it."""
    return actor.account_id in facts.author_ids or bool({actor.ref, f"person:{actor.person_id}"} & facts.writers)


def may_send(actor: Actor) -> bool:
    """Say whether somebody may have documents checked; administrators handle none."""
    return actor.account_id is not None and bool(actor.grants or actor.posts) and not actor.admin_duty


def may_read(actor: Actor, facts: CheckFacts) -> bool:
    """Say whether somebody may see a check: whoever sent it, and those who review for its unit."""
    if actor.account_id in facts.author_ids:
        return True
    return facts.unit_id is not None and actor.has_any_role(REVIEW_ROLES, facts.unit_id)


def reviewed_unit_ids(actor: Actor) -> frozenset[int] | None:
    """Return the units somebody reviews for; None is all of them. The same rule as `may_read`, for queries."""
    found: set[int] = set()
    for grant in actor.grants:
        if grant.role in REVIEW_ROLES:
            if grant.unit_ids is None:
                return None
            found |= grant.unit_ids
    return frozenset(found)


def is_final_reviewer(actor: Actor, facts: CheckFacts, roles: Iterable[str]) -> bool:
    """Say whether somebody gives the last reading for the unit and is no author of the document."""
    return not is_author(actor, facts) and actor.has_any_role(tuple(roles), facts.unit_id)


def why_not_dismiss(actor: Actor, facts: CheckFacts, level: int, roles: Sequence[str]) -> str:
    """Return why a finding may not be dismissed by somebody, or nothing when it may."""
    if not may_read(actor, facts) and not is_final_reviewer(actor, facts, roles):
        return "您不负责这份文件的核校"
    if level != GRAVEST or is_final_reviewer(actor, facts, roles):
        return ""
    if is_author(actor, facts):
        return "一级严重表述不能由送校人、起草人自己排除，请其他终审人员处理"
    return "一级严重表述只能由终审人员排除"


def may_keep_lexicon(actor: Actor) -> bool:
    """Say whether somebody keeps the office's lexicon."""
    return any(grant.role in OFFICE_ROLES for grant in actor.grants)
