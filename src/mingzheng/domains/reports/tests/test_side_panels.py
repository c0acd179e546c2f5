"""Without scripts a side panel is a whole page: the same forms stand in it."""

import pytest
from django.urls import reverse

from mingzheng.casework.tests.world import World, at
from mingzheng.domains.reports.models import Block, Report
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.domains.reports.tests.conftest import DAY
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db


def test_the_panels_of_numbers_have_their_forms_without_scripts(begun: Report, world: World) -> None:
    block = Block.objects.filter(section__report=begun).first()
    assert block is not None
    text = "办结{{tests.supervised}}，另有88件。"
    save_block(block.pk, text=text, seen_version=1, actor=world.actor("liaison", DAY), at=at(DAY))
    browser = signed_in_as(world.accounts["liaison"])
    for name, words in (("number", "改用这种写法"), ("typed", "保留为文字")):
        page = browser.get(reverse(f"reports:{name}", args=[begun.case.number, block.pk, 0])).content.decode()
        assert words in page
        assert "report__outline" in page
