"""What an applicant may do with his application after handing it in, each through the engine's door in his own name."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mingzheng.casework.public import NotPermitted, Receipt, perform, screen_given
from mingzheng.domains.foi.citizen.access import Visit
from mingzheng.domains.foi.citizen.papers import CITIZEN
from mingzheng.platform.files.public import StoredFile, attach
from mingzheng.worktime.public import SHANGHAI

OFFERED = ("confirm_application", "supplement", "give_reasons", "withdraw")
FOR_RELATIVES = frozenset({"supplement", "give_reasons"})


def act(
    visit: Visit, action: str, data: Mapping[str, Any], *, key: str, at: datetime, papers: Iterable[StoredFile] = ()
) -> Receipt:
    """Perform an act for the applicant; a repeated key returns the first result. Raises the errors of the door."""
    if action not in OFFERED or (not visit.is_applicant and action not in FOR_RELATIVES):
        raise NotPermitted("亲属查询码只能查看和补正，不能办理这一项", next_step="请用申请人本人的查询码办理")
    screen_given(data, actor=CITIZEN, at=at)
    files = list(papers)
    for file in files:
        attach(file, subject=f"case:{visit.case_id}", actor=visit.actor)
    return perform(
        visit.case_id,
        action,
        actor=visit.actor,
        occurred_on=at.astimezone(SHANGHAI).date(),
        recorded_at=at,
        data=data,
        key=f"foi:{visit.case_id}:{key}",
        evidence=tuple(file.pk for file in files),
    )
