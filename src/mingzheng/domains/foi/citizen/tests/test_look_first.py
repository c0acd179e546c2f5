"""Looking first whether something is public already: a search that fails keeps nobody from applying."""

import pytest

from mingzheng.domains.foi.citizen import already_public
from mingzheng.domains.foi.citizen.tests.phone import Phone

pytestmark = pytest.mark.django_db


def test_a_search_that_fails_keeps_nobody_from_applying(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **more: object) -> None:
        raise RuntimeError("down")

    monkeypatch.setattr(already_public, "find_public", fail)
    answer = phone.get("look?q=云溪路改造")
    assert answer.status_code == 200
    assert "现在不能检索" in answer.content.decode()
