"""The demo's returns alone: last year's form locked and closed, this year's open, one number waiting to be verified."""

from collections import Counter
from datetime import date, datetime

import pytest
import time_machine
from django.db import transaction

from mingzheng.config.demo.organisation import build_district
from mingzheng.config.demo.returns import figure_returns
from mingzheng.config.demo.story import Stage
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.figures.models import Reading
from mingzheng.platform.ledger.public import recording_past
from mingzheng.platform.org.public import current_calendar
from mingzheng.worktime.public import SHANGHAI

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)


@pytest.mark.django_db
def test_one_form_is_locked_and_one_is_under_way() -> None:
    with time_machine.travel(NOW, tick=False), transaction.atomic(), recording_past(reason="示范", actor="system"):
        district, _ = build_district(since=date(2025, 1, 1))
        figure_returns(Stage(district, current_calendar(), NOW.date(), NOW))
    states = {form.period_key: form.case.state for form in FormDetail.objects.select_related("case")}
    assert states == {"year:2025": "closed", "year:2026": "open"}
    found = Counter(ReturnDetail.objects.values_list("form__period_key", "case__state"))
    assert found["year:2025", "locked"] == 4
    assert found["year:2026", "submitted"] == 2
    assert found["year:2026", "filling"] == 1
    assert found["year:2026", "assigned"] == 1
    assert Reading.objects.get(means="quick").qualifier == "近"
