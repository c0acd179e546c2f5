"""Reports over HTTP: read by whom they concern, with numbers, last year's and drift; a paragraph saved against its version."""

import json

import pytest
from django.test import Client

from mingzheng.casework.tests.world import World
from mingzheng.domains.reports.models import Block, Report
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(world: World) -> Client:
    return signed_in_as(world.accounts["liaison"])


def test_a_report_is_listed_and_read_with_its_numbers(begun: Report, world: World, writer: Client) -> None:
    listed = writer.get("/api/v1/reports", {"year": begun.year}).json()["items"]
    assert [row["number"] for row in listed] == [begun.case.number]
    whole = writer.get(f"/api/v1/reports/{begun.case.number}").json()
    assert whole["format"] == "mingzheng-report/1"
    numbers = writer.get(f"/api/v1/reports/{begun.case.number}/numbers").json()
    assert {row["text"] for row in numbers} >= {"167项", "4415条"}
    stranger = signed_in_as(world.accounts["tax_liaison"])
    assert stranger.get(f"/api/v1/reports/{begun.case.number}").status_code == 404
    assert stranger.get("/api/v1/reports").json()["items"] == []


def test_a_paragraph_is_saved_against_the_version_its_writer_saw(begun: Report, writer: Client) -> None:
    block = Block.objects.filter(section__report=begun).first()
    assert block is not None
    address = f"/api/v1/reports/{begun.case.number}/blocks/{block.pk}"

    def put(text: str, version: int, key: str) -> int:
        body = json.dumps({"text": text, "seen_version": version})
        headers = {"Idempotency-Key": key}
        return writer.put(address, body, content_type="application/json", headers=headers).status_code

    assert put("办结{{tests.supervised}}。", 1, "a") == 200
    assert put("办结{{tests.supervised}}！", 1, "b") == 409
    assert Block.objects.get(pk=block.pk).figures == ["tests.supervised"]
