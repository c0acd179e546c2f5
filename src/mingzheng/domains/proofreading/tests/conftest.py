"""A district with people, and documents to send."""

import io

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.domains.proofreading.services.sending import Wish, send_text
from mingzheng.platform.files.public import store_upload

WORDS = "全年办理建议3件、提案4件，共8件。\n\n联系人N个。\n"


@pytest.fixture
def at_work(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(at_work) -> World:
    return make_world()


@pytest.fixture
def send(world):
    def send(who="liaison", words=WORDS, **wish):
        return send_text(words, title="", actor=world.actor(who), wish=Wish(**wish), key="", recorded_at=NOW)

    return send


@pytest.fixture
def store(world):
    def store(who="liaison", words=WORDS, name="报告.txt"):
        data = words if isinstance(words, bytes) else words.encode()
        return store_upload(io.BytesIO(data), filename=name, actor=world.actor(who), purpose="proofreading")

    return store
