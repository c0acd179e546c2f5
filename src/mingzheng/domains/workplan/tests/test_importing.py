"""Bringing a scheme in: the rows as printed, everything doubtful asked, and nothing at all of a file that cannot be read."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingzheng.casework.errors import NotPermitted
from mingzheng.casework.models import Case
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.documents.reading import read_document
from mingzheng.domains.workplan.models import Requirement, RequirementUnit, SchemeDetail, SchemeFinding
from mingzheng.domains.workplan.parsing import parse_scheme
from mingzheng.domains.workplan.services.importing import NotImported, import_scheme
from mingzheng.domains.workplan.services.source_text import anchor_rows, flatten_source
from mingzheng.domains.workplan.tests.made_scheme import bring_in, page
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.models import Refusal, StoredFile

pytestmark = pytest.mark.django_db


def scheme_of(receipt) -> SchemeDetail:
    return SchemeDetail.objects.get(pk=receipt.case_id)


def test_a_document_becomes_a_scheme_with_rows_units_and_limits(world: World) -> None:
    scheme = scheme_of(bring_in(world))
    assert (scheme.case.state, scheme.year, scheme.doc_number) == ("checking", 2026, "云政办〔2026〕7号")
    rows = list(scheme.requirements.all())
    assert [row.number for row in rows] == ["1", "2", "3", "5", "6"]
    assert [row.deadline_kind for row in rows] == ["fixed", "recurring", "continuous", "fixed", ""]
    assert rows[0].due_on.isoformat() == "2026-06-30"
    assert rows[2].all_units


def test_units_are_matched_by_name_and_short_name_and_never_guessed(world: World) -> None:
    scheme = scheme_of(bring_in(world))
    found = {unit.printed: unit.unit for unit in RequirementUnit.objects.filter(requirement__scheme=scheme)}
    assert found["税务局"] == world.district.tax
    assert found["云山区教育局（秘书科）"] == world.district.education
    assert found["云山区文体局"] is None


def test_what_is_doubtful_is_asked_and_only_some_of_it_stands_against_booking(world: World) -> None:
    scheme = scheme_of(bring_in(world))
    blocking = set(scheme.findings.filter(is_blocking=True).values_list("code", flat=True))
    others = set(scheme.findings.filter(is_blocking=False).values_list("code", flat=True))
    assert blocking == {"unknown_unit", "unknown_recipient", "no_lead_unit", "broken_sentence"}
    assert {"numbering_gap", "unknown_section"} <= others


def test_a_recipient_that_names_a_group_of_units_is_asked(world: World) -> None:
    scheme = scheme_of(bring_in(world))
    assert list(scheme.recipient_units.all()) == [world.district.education]
    assert scheme.findings.get(code="unknown_recipient").quote == "区工作机构"


def test_every_row_is_found_again_in_its_source(world: World) -> None:
    scheme = scheme_of(bring_in(world))
    anchored = {order for line in scheme.source_blocks for order in line["rows"]}
    assert anchored == set(scheme.requirements.values_list("order", flat=True))


def test_a_second_sending_makes_no_second_scheme(world: World) -> None:
    first, second = bring_in(world), bring_in(world)
    assert second.repeated
    assert (first.case_id, Case.objects.count(), Requirement.objects.count()) == (second.case_id, 1, 5)


def test_a_unit_may_not_import(world: World) -> None:
    with pytest.raises(NotPermitted):
        import_scheme(
            page(),
            filename="方案.html",
            actor=world.actor("liaison"),
            kind="issued",
            key="k",
            occurred_on=TODAY,
            recorded_at=at(TODAY),
        )
    assert not Case.objects.exists()


def test_the_year_must_be_known(world: World) -> None:
    bare = page().decode().replace("2026", "").encode()
    with pytest.raises(NotImported, match="no_year"):
        bring_in(world, bare)


def archive(**names: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in names.items():
            packed.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


BAD_FILES = [
    ("空.docx", b""),
    ("截断.docx", archive(word__document=b"x")[:60]),
    ("改名.pdf", archive(a=b"1")),
    ("乱码.docx", b"\xff\xfe\x00\x01" * 50),
    ("宏.docm", archive(a=b"1")),
    ("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    ("信.txt", "今天天气很好，没有任何任务。".encode()),
    ("实体.html", b'<!DOCTYPE x [<!ENTITY a "b">]><html><body><p>&a;</p></body></html>'),
]


@pytest.mark.parametrize(("name", "data"), BAD_FILES, ids=[name for name, _ in BAD_FILES])
@pytest.mark.usefixtures("today_is_fixed")
def test_a_bad_file_gets_a_clear_message_and_leaves_nothing_half_done(world: World, name: str, data: bytes) -> None:
    client = signed_in_as(world.accounts["clerk"])
    sent = {"document": SimpleUploadedFile(name, data), "kind": "issued", "idempotency_key": "k"}
    answer = client.post("/desk/plan/import", sent)
    assert answer.status_code == 422
    assert "下一步" in answer.content.decode() or "请" in answer.content.decode()
    assert not Case.objects.exists()
    assert not SchemeFinding.objects.exists()


@pytest.mark.usefixtures("today_is_fixed")
def test_nothing_is_kept_of_a_document_with_a_secrecy_mark(world: World) -> None:
    marked = page().replace("<p>公开方式".encode(), "<p>机密★5年</p><p>公开方式".encode())
    client = signed_in_as(world.accounts["clerk"])
    sent = {"document": SimpleUploadedFile("方案.html", marked), "kind": "issued", "idempotency_key": "k"}
    assert client.post("/desk/plan/import", sent).status_code == 422
    assert not Case.objects.exists()
    assert not StoredFile.objects.exists()
    assert Refusal.objects.count() == 1


@pytest.mark.usefixtures("today_is_fixed")
def test_the_same_file_sent_again_later_leads_to_the_scheme_it_became(world: World) -> None:
    client = signed_in_as(world.accounts["clerk"])
    for key, status in (("a", 302), ("a", 302), ("b", 422)):
        sent = {"document": SimpleUploadedFile("方案.html", page()), "kind": "issued", "idempotency_key": key}
        answer = client.post("/desk/plan/import", sent)
        assert answer.status_code == status
    assert Case.objects.get().number in answer.content.decode()


def real_documents(shared_dir):
    found = [*(shared_dir / "seeds").glob("004_*.txt"), *(shared_dir / "samples" / "schemes").glob("*.md")]
    if not found:
        pytest.skip("no real schemes among the real documents")
    return found


@pytest.mark.usefixtures("today_is_fixed")
def test_real_schemes_come_in_through_the_screen_as_they_parse(world: World, shared_dir) -> None:
    client = signed_in_as(world.accounts["clerk"])
    for path in real_documents(shared_dir):
        data = path.read_bytes()
        sent = {"document": SimpleUploadedFile(path.name, data), "kind": "issued", "idempotency_key": path.name[:40]}
        answer = client.post("/desk/plan/import", sent)
        assert answer.status_code == 302, path.name
        assert client.get(answer.url).status_code == 200
        scheme = SchemeDetail.objects.latest("pk")
        read = parse_scheme(read_document(data, filename=path.name))
        listed = scheme.requirements.filter(is_preamble=False)
        assert [row.text for row in listed] == [row.text for row in read.requirements]
        anchored = {order for line in scheme.source_blocks for order in line["rows"]}
        assert len(anchored) >= 0.95 * scheme.requirements.count(), path.name


def test_a_text_over_several_paragraphs_lights_all_of_them() -> None:
    document = read_document("一、甲\n\n第一段说的是规则\n\n第二段接着往下说".encode(), filename="a.txt")
    lines = anchor_rows(flatten_source(document), [(1, "第一段说的是规则第二段接着往下说")])
    assert [line["rows"] for line in lines if "段" in line["text"]] in ([[1], [1]], [[1]])


def test_a_cell_shared_by_several_rows_stands_beside_each_of_them():
    table = (
        "<table><tr><td rowspan=2>一、甲类</td><td>1.完成改造八公里。</td><td rowspan=2>区水务局</td></tr>"
        "<tr><td>2.新建公园三个。</td></tr></table>"
    )
    lines = flatten_source(read_document(table.encode(), filename="a.html"))
    assert [(line["cells"], line["shared"]) for line in lines] == [
        (["一、甲类", "1.完成改造八公里。", "区水务局"], []),
        (["2.新建公园三个。", "区水务局"], [1]),
    ]
    assert [line["rows"] for line in anchor_rows(lines, [(1, "完成改造八公里。"), (2, "新建公园三个。")])] == [[1], [2]]
