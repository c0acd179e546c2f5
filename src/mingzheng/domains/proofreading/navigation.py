"""The pages of the proofreading room in the side bar."""

from mingzheng.domains.proofreading.rules import may_keep_lexicon, may_send
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import NavItem, register_group, register_nav


def sends(actor: Actor | None) -> bool:
    """Say whether somebody may have documents checked."""
    return actor is not None and may_send(actor)


def keeps_lexicon(actor: Actor | None) -> bool:
    """Say whether somebody keeps the lexicon."""
    return actor is not None and may_keep_lexicon(actor)


register_group("proofreading", "核校", 40)
register_nav(
    NavItem(
        "proofreading.checks",
        "核校",
        "proofreading:checks",
        icon="check-circle",
        order=10,
        visible=sends,
        group="proofreading",
    )
)
register_nav(
    NavItem(
        "proofreading.lexicon",
        "词库",
        "proofreading:lexicon",
        icon="list",
        order=20,
        visible=keeps_lexicon,
        group="proofreading",
    )
)
