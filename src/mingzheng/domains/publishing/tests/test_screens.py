"""The staff screens of publishing: who may open them, what they keep, what they refuse in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingzheng.domains.publishing.models import Column, ColumnStep
from mingzheng.domains.publishing.rules import DEFAULT_STEPS
from mingzheng.domains.publishing.tests.publishing import TEXT, Desk
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.content.models import Asset, Revision

pytestmark = pytest.mark.django_db


def browser(desk: Desk, who: str) -> Client:
    return signed_in_as(desk.world.accounts[who])


def test_a_writer_writes_and_nobody_else_does(desk: Desk) -> None:
    case_id = desk.draft(html="")
    number = desk.case(case_id).number
    write, preview = (reverse(f"publishing:{name}", args=[number]) for name in ("write", "preview"))
    writer = browser(desk, "clerk")
    answer = writer.post(write, {"body": TEXT + "<script>x()</script>", "idempotency_key": "a"})
    assert (answer.status_code, Revision.objects.get().html) == (302, TEXT)
    assert "一、总体要求" in writer.get(preview).content.decode()
    stranger, outside = browser(desk, "stranger"), browser(desk, "tax_liaison")
    assert [stranger.get(write).status_code, outside.get(write).status_code] == [403, 404]
    assert Client().get(write).status_code == 302
    desk.clear(case_id)
    desk.do(case_id, "submit")
    assert writer.get(write).url == preview
    assert writer.post(write, {"body": "改", "idempotency_key": "b"}).status_code == 403
    page = writer.get(reverse("casework:case", args=[number])).content.decode()
    assert "审校签名" in page
    assert "待初审" in page


def test_files_are_put_described_and_taken_away_and_seen_by_colleagues_alone(desk: Desk) -> None:
    case_id = desk.draft()
    number = desk.case(case_id).number
    writer = browser(desk, "clerk")
    add = reverse("publishing:add_asset", args=[number])
    writer.post(add, {"file": SimpleUploadedFile("说明.txt", "说明".encode()), "title": "办事说明"})
    asset = Asset.objects.get()
    shown = reverse("publishing:asset", args=[number, asset.pk])
    change = reverse("publishing:change_asset", args=[number, asset.pk])
    assert b"".join(writer.get(shown).streaming_content).decode() == "说明"
    assert browser(desk, "tax_liaison").get(shown).status_code == 404
    prefix = f"a{asset.pk}-"
    values = {"title": "新名", "alt": "", "map_number": "", "order": "3"}
    writer.post(change, {prefix + name: value for name, value in values.items()})
    asset.refresh_from_db()
    assert (asset.title, asset.order) == ("新名", 3)
    writer.post(change, {"remove": "1"})
    writer.post(change, {"remove": "1"})
    asset.refresh_from_db()
    assert asset.removed_at is not None


def test_a_column_is_kept_by_heads_within_the_bounds(desk: Desk) -> None:
    column = Column.objects.get()
    place = reverse("publishing:column", args=[column.pk])
    assert browser(desk, "clerk").get(place).status_code == 403
    head = browser(desk, "office_section")
    values = {
        "name": "政策文件",
        "code": "zcwj",
        "kind": "policy",
        "owner_unit": str(column.owner_unit_id),
        "order": "1",
        "idempotency_key": "a",
    }
    for step, rule in DEFAULT_STEPS.items():
        values |= {f"posts_{step}": sorted(rule.posts), f"gates_{step}": list(rule.gates)}
    weak = head.post(place, values | {"gates_review_3": ["politics"]})
    assert (weak.status_code, "三级审核都没有把保密关" in weak.content.decode()) == (422, True)
    assert head.post(place, values | {"posts_review_3": ["head"]}).status_code == 302
    assert ColumnStep.objects.get(step="review_3").posts == ["head"]
    assert "政策文件" in browser(desk, "clerk").get(reverse("publishing:columns")).content.decode()
    assert browser(desk, "stranger").get(reverse("publishing:columns")).status_code == 403
