"""Files are kept once, opened only for whom the owner lets, erased with the last use; refused ones leave no trace."""

import io
import socketserver
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.files import public as files
from mingzheng.platform.files.models import Blob, FileReference, Refusal, StoredFile
from mingzheng.platform.files.scanners import ClamdScanner, Verdict
from mingzheng.platform.files.storage import get_store
from mingzheng.platform.files.tests.conftest import PNG, make_docx
from mingzheng.platform.files.uploads import QuarantineUploadHandler
from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.ledger.models import Entry
from mingzheng.platform.parameters import public as parameters

pytestmark = pytest.mark.django_db


def store(actor, data=b"some text", name="说明.txt"):
    return files.store_upload(io.BytesIO(data), filename=name, actor=actor, purpose="case_attachment")


def everything_on_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_clean_file_is_kept_by_its_digest_and_put_on_record(actor, own_store):
    file = store(actor)
    assert files.read_bytes(file) == b"some text"
    assert [path.name for path in everything_on_disk(own_store)] == [file.sha256]
    (entry,) = ledger.list_entries("file", str(file.pk))
    assert "说明" not in entry.payload_text
    assert ledger.read_private(entry)["name"] == "说明.txt"
    assert file.check_notes == ("未查毒",)


def test_a_scan_is_said_to_be_unchecked(actor):
    assert store(actor, PNG, "扫描.png").check_notes == ("未查密：无文字层", "未查毒")


def test_the_same_bytes_are_kept_once(actor, own_store):
    first, second = store(actor, name="甲.txt"), store(actor, name="乙.txt")
    assert (first.pk != second.pk, first.sha256 == second.sha256) == (True, True)
    assert len(everything_on_disk(own_store)) == 1


@pytest.mark.parametrize(
    ("data", "name"), [(make_docx("机密★1年"), "很特别的名字.docx"), (b"plain", "机密★1年很特别的名字.txt")]
)
def test_of_a_marked_file_nothing_is_kept_but_that_it_was_refused(actor, own_store, data, name):
    upload = SimpleUploadedFile(name, data)
    with pytest.raises(files.Rejected) as caught:
        files.store_upload(upload, filename=name, actor=actor, purpose="case_attachment")
    assert upload.closed
    assert "本单位保密工作机构" in caught.value.advice_zh
    assert everything_on_disk(own_store) == []
    assert (Blob.objects.count(), StoredFile.objects.count(), FileReference.objects.count()) == (0, 0, 0)
    refusal = Refusal.objects.get()
    assert (refusal.unit_id, refusal.post_title, refusal.purpose) == (5, "办公室科员", "case_attachment")
    (entry,) = Entry.objects.all()
    assert (entry.stream, entry.stream_id, entry.private_box) == ("system", "secrecy", None)
    assert entry.payload == {"unit_id": 5, "post": "办公室科员", "purpose": "case_attachment"}


def test_typed_text_with_a_mark_is_refused_and_only_that_is_on_record(actor):
    files.refuse_marked_text("请严守国家秘密", actor)
    assert Refusal.objects.count() == 0
    with pytest.raises(files.Rejected):
        files.refuse_marked_text("秘密★1年\n通知", actor)
    assert Refusal.objects.get().purpose == "typed_text"


def test_another_refusal_leaves_nothing_at_all(actor, own_store):
    with pytest.raises(files.Rejected):
        store(actor, b"MZ", "a.exe")
    assert (everything_on_disk(own_store), Refusal.objects.count(), Entry.objects.count()) == ([], 0, 0)


def test_checking_inside_a_transaction_is_a_programming_error(actor):
    with transaction.atomic(), pytest.raises(RuntimeError, match="before the transaction"):
        store(actor)


def test_a_file_is_open_to_whom_one_of_its_subjects_is_open(actor):
    file = store(actor)
    files.attach(file, subject="case:12", actor=actor)
    files.attach(file, subject="case:13", actor=actor)
    files.attach(file, subject="case:12", actor=actor)
    asked = []

    def may_read(reader, subjects):
        asked.append(subjects)
        return "case:13" in subjects

    opened = files.open_file(file.pk, actor, may_read)
    assert (opened.stream.read(), asked) == (b"some text", [("case:12", "case:13")])
    opened.stream.close()
    with pytest.raises(files.FileUnavailable) as caught:
        files.open_file(file.pk, actor, lambda reader, subjects: False)
    assert caught.value.code == "not_permitted"
    assert [reference.file_id for reference in files.list_files(["case:12"])] == [file.pk]


def test_a_file_nobody_refers_to_is_not_open_to_others(actor):
    file = store(actor)
    with pytest.raises(files.FileUnavailable):
        files.open_file(file.pk, SYSTEM, lambda reader, subjects: True)


def test_the_last_release_erases_name_digest_and_bytes(actor, own_store, django_capture_on_commit_callbacks):
    file = store(actor)
    for subject in ("case:1", "case:2"):
        files.attach(file, subject=subject, actor=actor)
    assert files.release(file, subject="case:1", actor=actor, reason="撤回") is False
    with django_capture_on_commit_callbacks(execute=True):
        assert files.release(file, subject="case:2", actor=actor, reason="撤回") is True
    file.refresh_from_db()
    assert (file.name, file.sha256, file.state) == ("", "", "erased")
    assert everything_on_disk(own_store) == []
    assert ledger.read_private(ledger.list_entries("file", str(file.pk))[0]) is None
    assert ledger.verify_ledger().ok
    with pytest.raises(files.FileUnavailable):
        files.attach(file, subject="case:3", actor=actor)


def test_bytes_another_file_has_stay_when_one_is_erased(actor, django_capture_on_commit_callbacks):
    first, second = store(actor, name="甲.txt"), store(actor, name="乙.txt")
    with django_capture_on_commit_callbacks(execute=True):
        files.erase(first, actor=actor, reason="撤回")
    assert files.read_bytes(second) == b"some text"


def test_what_lies_on_the_disk_says_nothing_without_the_key(actor, own_store, settings):
    file = store(actor, "区里的材料".encode())
    (held,) = everything_on_disk(own_store)
    assert "区里的材料".encode() not in held.read_bytes()
    assert files.read_bytes(file) == "区里的材料".encode()
    parameters.set_value("files.encrypt", False, actor="system", reason="试验")
    plain = store(actor, b"in the open", name="乙.txt")
    assert (own_store / "files" / plain.sha256[:2] / plain.sha256).read_bytes() == b"in the open"
    assert files.read_bytes(plain) == b"in the open"
    held.write_bytes(held.read_bytes()[:-1] + b"\x00")
    with pytest.raises(files.FileUnavailable) as damaged:
        files.read_bytes(file)
    assert damaged.value.code == "damaged"


def test_the_sweep_takes_what_nobody_needs_and_nothing_else(actor, own_store):
    kept = store(actor, b"kept")
    files.attach(kept, subject="case:1", actor=actor)
    store(actor, b"never attached")
    get_store().put("a" * 64, b"no row knows these")
    (own_store / "quarantine").mkdir(parents=True)
    (own_store / "quarantine" / "left").write_bytes(b"x")
    assert not any(files.sweep(at=ledger.now()).values())
    later = ledger.now() + timedelta(days=8)
    gone = files.sweep(at=later)
    assert gone == {"unattached": 1, "blobs": 1, "bytes": 1, "drafts": 0, "uploads": 1}
    assert [path.name for path in everything_on_disk(own_store)] == [kept.sha256]


@pytest.mark.parametrize(("name", "shown"), [("图.png", True), ("页.html", False)])
def test_a_download_is_an_attachment_and_only_harmless_kinds_are_shown_in_place(actor, name, shown):
    file = store(actor, PNG if shown else b"<html><body>x<script>1</script></body></html>", name)
    files.attach(file, subject="case:1", actor=actor)

    def respond(inline):
        return files.file_response(files.open_file(file.pk, actor, lambda *_: True), inline=inline)

    saved, placed = respond(inline=False), respond(inline=True)
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''%")
    assert saved["Content-Type"] == "application/octet-stream"
    assert placed["Content-Disposition"].startswith("inline" if shown else "attachment")
    for response in (saved, placed):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        response.close()


def test_the_limits_are_parameters(actor):
    parameters.set_value("files.max_mb", 1, actor="account:1", reason="试")
    with pytest.raises(files.Rejected, match="too_large"):
        store(actor, b"x" * (1024 * 1024 + 1))


def test_a_large_upload_waits_in_quarantine_without_a_name(own_store):
    handler = QuarantineUploadHandler()
    handler.new_file("file", "大.txt", "text/plain", 6, "utf-8", {})
    handler.receive_data_chunk(b"abc", 0)
    handler.receive_data_chunk(b"def", 3)
    upload = handler.file_complete(6)
    assert upload.read() == b"abcdef"
    assert everything_on_disk(own_store) == []
    upload.close()


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Eicar FOUND\0", Verdict.INFECTED),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.UNCHECKED),
    ],
)
def test_a_scanner_is_asked_over_its_socket(tmp_path, answer, verdict):
    class Clamd(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(self.rfile.read(4), "big"):
                self.rfile.read(size)
            self.wfile.write(answer)

    address = str(tmp_path / "clamd")
    with socketserver.UnixStreamServer(address, Clamd) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert ClamdScanner(address).scan(b"data" * 1000) is verdict
        thread.join()


def test_a_scanner_that_does_not_answer_checked_nothing(tmp_path):
    assert ClamdScanner(str(tmp_path / "none")).scan(b"x") is Verdict.UNCHECKED


def test_the_clock_of_a_refusal_is_its_moment(actor):
    at = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    from_screen = files.record_refusal(actor=actor, purpose="typed_text", at=at)
    assert (from_screen, Refusal.objects.get().refused_at) == ("本单位保密工作机构", at)
