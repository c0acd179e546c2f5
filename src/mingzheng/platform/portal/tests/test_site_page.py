"""The staff page of the site: the office sees it, its heads write the site anew, others neither."""

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, make_world
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.models import Difference, Rebuild

pytestmark = pytest.mark.django_db


@time_machine.travel(NOW, tick=False)
def test_who_may_see_how_the_site_stands_and_who_may_write_it_anew(client):
    world = make_world()
    Difference.objects.create(path="/t/1/", kind="changed", found_at=now())
    assert client.get("/desk/site/").status_code == 302

    def browser_of(person):
        return signed_in_as(world.accounts[person])

    clerk = browser_of("clerk").get("/desk/site/")
    assert clerk.status_code == 200
    assert "/t/1/" in clerk.content.decode()
    assert "重写全站</button>" not in clerk.content.decode()
    assert browser_of("clerk").post("/desk/site/").status_code == 403
    assert browser_of("liaison").get("/desk/site/").status_code == 403
    head = browser_of("office_section")
    assert head.post("/desk/site/").status_code == 302
    assert Rebuild.objects.count() == 1
    assert "正在重写" in head.get("/desk/site/").content.decode()
