"""Screens of earlier years' reports: imported and decided by the unit's people, unknown to other units."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingzheng.casework.tests.world import World
from mingzheng.domains.reports.models import EarlierFigure, EarlierReport
from mingzheng.domains.reports.tests.test_coming_back import EARLIER
from mingzheng.figures.public import Reading
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(world: World) -> Client:
    return signed_in_as(world.accounts["liaison"])


@pytest.fixture
def imported(world: World, writer: Client) -> EarlierReport:
    paper = SimpleUploadedFile("2024.txt", EARLIER.encode(), "text/plain")
    data = {"document": paper, "unit": str(world.district.education.pk), "year": "", "idempotency_key": "i"}
    answer = writer.post(reverse("reports:import_earlier"), data)
    assert answer.status_code == 302
    return EarlierReport.objects.get()


def test_a_published_report_is_imported_and_each_number_decided(imported: EarlierReport, writer: Client) -> None:
    address = reverse("reports:earlier_report", args=[imported.pk])
    page = writer.get(address).content.decode()
    assert 'value="办结督办事项"' in page
    number = EarlierFigure.objects.get(printed="160项")
    refused = writer.post(address, {"number": str(number.pk), "code": "办结督办事由"})
    assert refused.status_code == 422
    assert 'value="办结督办事由"' in refused.content.decode()
    assert "请选择指标" in refused.content.decode()
    writer.post(address, {"number": str(number.pk), "code": "办结督办事项"})
    assert Reading.objects.get(figure="tests.supervised").printed == "160项"
    other = EarlierFigure.objects.get(printed="12期")
    writer.post(address, {"number": str(other.pk), "do": "set_aside"})
    other.refresh_from_db()
    assert other.state == "set_aside"
    assert "不采用" in writer.get(address).content.decode()


def test_a_file_without_text_is_refused_in_words(world: World, writer: Client) -> None:
    paper = SimpleUploadedFile("2024.pdf", b"%PDF-1.4 broken", "application/pdf")
    data = {"document": paper, "unit": str(world.district.education.pk), "year": "2024"}
    answer = writer.post(reverse("reports:import_earlier"), data)
    assert answer.status_code == 422


def test_another_unit_neither_sees_nor_imports_it(imported: EarlierReport, world: World) -> None:
    other = signed_in_as(world.accounts["tax_liaison"])
    assert other.get(reverse("reports:earlier_report", args=[imported.pk])).status_code == 404
    assert "2024年法治政府建设年度报告" not in other.get(reverse("reports:earlier")).content.decode()
    office = signed_in_as(world.accounts["clerk"])
    assert "2024年法治政府建设年度报告" in office.get(reverse("reports:earlier")).content.decode()
    stranger = signed_in_as(world.accounts["stranger"])
    assert stranger.get(reverse("reports:import_earlier")).status_code == 403


def test_a_typed_year_against_the_titles_is_told_and_counts_named_by_应_or_限_are_read(
    world: World, writer: Client
) -> None:
    text = EARLIER + "\n应考人员3人，有时限的督办事项4件。学法考试应不少于5次，应在15件以内。"
    paper = SimpleUploadedFile("x.txt", text.encode(), "text/plain")
    data = {"document": paper, "unit": str(world.district.education.pk), "year": "2023", "idempotency_key": "y"}
    page = writer.post(reverse("reports:import_earlier"), data, follow=True).content.decode()
    assert "标题写的是2024年，导入时填写的是2023年" in page
    printed = set(EarlierFigure.objects.values_list("printed", flat=True))
    assert {"3人", "4件"} <= printed
    assert not {"5次", "15件"} & printed
