"""核校 inside the paragraph's form: findings beside it, nothing saved."""

from django.urls import reverse

from mingzheng.casework.tests.world import World
from mingzheng.domains.reports.models import Report, Version
from mingzheng.domains.reports.tests.test_screens import first_block
from mingzheng.platform.accounts.tests.browsers import signed_in_as


def test_a_paragraph_being_written_is_checked_beside_it_and_not_saved(begun: Report, world: World) -> None:
    writer, block = signed_in_as(world.accounts["liaison"]), first_block(begun)
    address = reverse("reports:block_check", args=[begun.case.number, block.pk])
    assert (
        address
        in writer.get(
            reverse("reports:block", args=[begun.case.number, block.pk]), HTTP_HX_REQUEST="true"
        ).content.decode()
    )
    typed = {"text": "办理来信12件，来访30件，来电8件，共52件。", "seen_version": "1"}
    answer = writer.post(address, typed, HTTP_HX_REQUEST="true").content.decode()
    assert "分项之和为50件" in answer
    whole = writer.post(address, typed).content.decode()  # without scripts: the editor with the panel, the words kept
    assert "分项之和为50件" in whole
    assert typed["text"] in whole
    assert "没有发现问题" in writer.post(address, {"text": "加强学习。"}, HTTP_HX_REQUEST="true").content.decode()
    assert Version.objects.filter(report=begun).count() == 1
