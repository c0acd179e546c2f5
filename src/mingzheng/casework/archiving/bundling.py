"""Puts a closed case together for the archive: its papers, its course, its extract of the ledger, and an index for machines.

Private values stay in the ledger under the case's key and are in neither pages nor index; the papers are as they came.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingzheng.casework.archiving.offers import papers_offered, title_in_archive
from mingzheng.casework.archiving.rules import FileFacts, PaperFact
from mingzheng.casework.declaration import FieldKind
from mingzheng.casework.models import Act, Case
from mingzheng.casework.recording import STREAM
from mingzheng.casework.registry import get_registration
from mingzheng.documents.writing.archive_bundle import Bundle, Embedded, Sheet, read_embedded, write_bundle
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.files.public import (
    FileState,
    FileUnavailable,
    Rejected,
    StoredFile,
    examine_upload,
    is_encrypted,
    list_files,
    read_bytes,
)
from mingzheng.platform.ledger.public import (
    ERASED,
    Entry,
    PrivateValuesUnreadableError,
    list_entries,
    read_private,
    today,
    verify_stream,
)
from mingzheng.platform.org.public import organ_of
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import SHANGHAI

INDEX = "index.json"
FORMAT = "mingzheng.archive/1"
STATEMENT = (
    "本归档包由系统在办结后生成。所附文件与登记时逐字节相同；办理记录的摘要前后相连，可与本机关每日公布的摘要核对。"
    "申请人等不公开的登记项加密保存在办理记录中，随保管期限处置，不在本包内。"
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case as it will be archived: the bundle, its digest, and what the checks need."""

    data: bytes
    digest: str
    papers: int
    facts: FileFacts


def gather(case: Case, *, code: str, fonds: str, retention: str) -> Gathered:
    """Put the bundle of a case together and read it again. Raises nothing for a bad file: the checks say what is wrong."""
    procedure = get_registration(case.procedure, case.procedure_version).procedure
    acts = list(Act.objects.filter(case=case).order_by("sequence"))
    papers, facts = _papers(case)
    entries = list_entries(STREAM, str(case.pk))
    dangers = _dangers(papers, entries)
    papers += _offered(case, len(papers))
    facts += [
        PaperFact(one.name, one.media_type, is_there=True, is_unchanged=True, was_scanned=True, was_searched=True)
        for one in papers[len(facts) :]
    ]
    head = {
        "format": FORMAT,
        "code": code,
        "fonds": fonds,
        "retention": retention,
        "number": case.number,
        "title": title_in_archive(case),
        "procedure": f"{procedure.name}@{procedure.version}",
        "state": case.state,
        "unit": case.origin_unit.name,
        "opened_on": case.opened_on.isoformat(),
        "closed_on": case.closed_on.isoformat() if case.closed_on else None,
    }
    index = head | {
        "papers": [_index_of(one) for one in papers],
        "acts": [_index_of_act(act) for act in acts],
        "ledger": [_index_of_entry(entry) for entry in entries],
    }
    text = json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True).encode()
    bundle = _bundle(case, code, retention, papers, acts, entries)
    data = write_bundle(bundle, [*papers, Embedded(INDEX, "机读目录", "application/json", text)])
    inside = read_embedded(data)
    reads = all(inside.get(one.place) == one.data for one in papers) and inside.get(INDEX) == text
    named = {file for act in acts for file in _files_named(procedure, act)}
    held = {paper.file_id for paper in list_files([f"case:{case.pk}"])}
    return Gathered(
        data,
        hashlib.sha256(data).hexdigest(),
        len(papers),
        FileFacts(
            is_closed=not case.is_open,
            acts=len(acts),
            recorded=sum(1 for entry in entries if entry.payload.get("act")),
            ledger_faults=[finding.message for finding in verify_stream(STREAM, str(case.pk))],
            missing=[f"第 {file} 号材料" for file in sorted(named - held)],
            papers=facts,
            bundle_reads=reads,
            bundle_embeds=len(inside),
            dangers=dangers,
            erased=sum(1 for entry in entries if _was_erased(entry, entries)),
        ),
    )


def _papers(case: Case) -> tuple[list[Embedded], list[PaperFact]]:
    papers, facts, wanted = [], [], get_value("files.encrypt")
    for number, reference in enumerate(list_files([f"case:{case.pk}"]), start=1):
        file: StoredFile = reference.file
        try:
            data = read_bytes(file) if file.state == FileState.CLEAN else b""
            is_there = file.state == FileState.CLEAN
        except FileUnavailable:
            data, is_there = b"", False
        unchanged = hashlib.sha256(data).hexdigest() == file.sha256
        facts.append(
            PaperFact(
                *(file.name, file.media_type, is_there, unchanged, file.virus_checked, file.text_checked),
                is_encrypted=not wanted or is_encrypted(file),
            )
        )
        ending = file.name.rpartition(".")[2].lower()
        place = f"{number:03d}.{ending if ending.isascii() and ending.isalnum() and len(ending) < 6 else 'bin'}"
        papers.append(Embedded(place, file.name, file.media_type, data))
    return papers, facts


def _offered(case: Case, already: int) -> list[Embedded]:
    return [
        Embedded(f"{number:03d}.pdf", one.name, "application/pdf", one.data)
        for number, one in enumerate(papers_offered(case), start=already + 1)
    ]


def _dangers(papers: list[Embedded], entries: Sequence[Entry]) -> list[str]:
    """Return what speaks against keeping: papers today's rules refuse, private values that do not open."""
    found = []
    for paper in papers:
        if not paper.data:
            continue
        try:
            examine_upload(io.BytesIO(paper.data), filename=paper.name, actor=SYSTEM, purpose="archive")
        except Rejected as refusal:
            found.append(
                f"“{paper.name if refusal.code != 'secrecy_mark' else '有一份材料'}”复查未通过：{refusal.message_zh}"
            )
    for entry in entries:
        try:
            readable = _was_erased(entry, entries) or entry.private_box is None or read_private(entry) is not None
        except PrivateValuesUnreadableError:
            readable = False
        if not readable:
            found.append(f"第 {entry.seq} 条办理记录的加密登记项打不开")
    return found


def _was_erased(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Say whether the private values of an entry were destroyed afterwards, on record."""
    return entry.private_box is not None and any(one.kind == ERASED and one.seq > entry.seq for one in entries)


def _index_of(paper: Embedded) -> dict[str, Any]:
    return {
        "place": paper.place,
        "name": paper.name,
        "media_type": paper.media_type,
        "size": len(paper.data),
        "sha256": hashlib.sha256(paper.data).hexdigest(),
    }


def _index_of_entry(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "recorded_at": entry.recorded_at.isoformat(),
        "hash": entry.hash,
        "prev_hash": entry.prev_hash,
    }


def _index_of_act(act: Act) -> dict[str, Any]:
    return {
        "sequence": act.sequence,
        "action": act.action,
        "title": act.title,
        "by": act.actor_name,
        "occurred_on": act.occurred_on.isoformat(),
        "recorded_at": act.recorded_at.isoformat(),
        "from": act.from_state,
        "to": act.to_state,
    }


def _files_named(procedure: Any, act: Act) -> set[int]:
    try:
        fields = procedure.action(act.action).fields
    except KeyError:
        fields = ()
    named = {one for item in fields if item.kind is FieldKind.FILES for one in act.data.get(item.code, [])}
    return named | {int(one) for one in act.evidence if isinstance(one, int)}


def _bundle(
    case: Case, code: str, retention: str, papers: list[Embedded], acts: list[Act], entries: Sequence[Any]
) -> Bundle:
    procedure = get_registration(case.procedure, case.procedure_version).procedure
    words = {"Y": "永久", "D30": "30年", "D10": "10年"}
    facts = (
        ("档号", code),
        ("事项编号", case.number),
        ("事项类型", procedure.title),
        ("责任者", organ_of(case.origin_unit, case.closed_on or today()).name),
        ("起止日期", f"{case.opened_on:%Y-%m-%d} 至 {case.closed_on or case.opened_on:%Y-%m-%d}"),
        ("办理结果", procedure.state(case.state).title),
        ("保管期限", words[retention]),
    )
    listed = tuple((str(n), one.name, one.place, str(len(one.data))) for n, one in enumerate(papers, start=1))
    course = tuple(
        (
            str(act.sequence),
            act.title,
            act.actor_name,
            f"{act.occurred_on:%Y-%m-%d}",
            f"{act.recorded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        )
        for act in acts
    )
    extract = tuple((str(entry.seq), entry.kind, entry.hash[:32]) for entry in entries)
    return Bundle(
        title_in_archive(case),
        code,
        facts,
        (
            Sheet("卷内文件", (("序号", 1), ("名称", 6), ("包内文件", 2), ("字节", 2)), listed, "没有附件。"),
            Sheet("办理过程", (("序号", 1), ("事项", 4), ("办理人", 2), ("发生日期", 2), ("录入时间", 3)), course),
            Sheet("办理记录摘要", (("序号", 1), ("记录", 4), ("摘要（前 32 位）", 6)), extract),
        ),
        STATEMENT,
        case.closed_on or today(),
    )
