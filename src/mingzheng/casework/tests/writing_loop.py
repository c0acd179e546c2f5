"""A program the kill test starts and kills: it writes through the door without end and says each receipt it got."""

import sys

import django

django.setup()

from mingzheng.casework.door import open_case, perform  # noqa: E402
from mingzheng.casework.registry import register  # noqa: E402
from mingzheng.casework.tests.toy import TOY  # noqa: E402
from mingzheng.casework.tests.world import TODAY, at  # noqa: E402
from mingzheng.platform.access.public import actor_for  # noqa: E402
from mingzheng.platform.accounts.models import Account  # noqa: E402


def write_on(unit_id: int) -> None:
    """Open cases and move each through dispatch, receipt and a request of sign-off; tell every act after its commit."""
    register(TOY)
    people = {key: actor_for(Account.objects.get(username=key), on=TODAY) for key in ("clerk", "liaison")}
    turn = 0
    while True:
        turn += 1
        common = {"occurred_on": TODAY, "recorded_at": at(TODAY)}
        opened = open_case("toy", actor=people["clerk"], data={"title": "修一条路"}, key=f"o{turn}", **common)
        tell(opened)
        steps = (
            ("dispatch", "clerk", {"lead_units": [unit_id]}),
            ("receive", "liaison", {}),
            ("request_report", "liaison", {"result": "已修好"}),
        )
        for action, who, data in steps:
            tell(perform(opened.case_id, action, actor=people[who], data=data, key=f"{action}{turn}", **common))


def tell(receipt) -> None:
    """Acknowledge one act to the test."""
    sys.stdout.write(f"{receipt.act_id} {receipt.case_id}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    write_on(int(sys.argv[1]))
