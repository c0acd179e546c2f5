"""Writes of archiving: archive a case, hand files over, appraise and destroy by two signatures. Who may is decided here, too."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from mingzheng.casework.archiving.bundling import Gathered, gather
from mingzheng.casework.archiving.models import Appraisal, ArchiveFile, ArchiveSeries, HandOver
from mingzheng.casework.archiving.offers import title_in_archive, wipe_texts
from mingzheng.casework.archiving.rules import code_of, expires_after, judge_file, retention_of
from mingzheng.casework.declaration import Refusal
from mingzheng.casework.errors import NotPermitted, Refused
from mingzheng.casework.models import Act, Case
from mingzheng.casework.recording import STREAM as CASES
from mingzheng.casework.searching import index_cases
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import (
    StoredFile,
    attach,
    is_encrypted,
    keep_made,
    list_files,
    read_bytes,
    release,
)
from mingzheng.platform.ledger.public import append, erase_subject, now, today
from mingzheng.platform.org.public import Unit, organ_of
from mingzheng.platform.parameters.public import get_value

STREAM = "archive"
KEEPERS = frozenset({"office_clerk", "office_section_head", "unit_liaison", "unit_section_head"})
SIGNERS = frozenset({"office_section_head", "office_director", "unit_section_head", "unit_deputy", "unit_head"})
TRIES = 3


def may_keep(actor: Actor, unit_id: int) -> bool:
    """Say whether an actor archives the cases of a unit."""
    return actor.is_system or actor.has_any_role(KEEPERS, unit_id)


def may_sign(actor: Actor, unit_id: int) -> bool:
    """Say whether an actor signs for the destruction of a unit's files."""
    return actor.has_any_role(SIGNERS, unit_id)


def fonds_of(unit: Unit) -> str:
    """Return the fonds number 全宗号 of a unit: of the organ it belongs to, as set, else its code."""
    organ = organ_of(unit, today())
    return str(get_value("archiving.fonds").get(organ.code, organ.code))


def archive_case(case: Case, *, actor: Actor) -> ArchiveFile:
    """Archive a closed case and return its file; a case archived before gives its file again.

    Raises NotPermitted, and Refused with every finding when a check does not pass.
    """
    if not may_keep(actor, case.origin_unit_id):
        raise NotPermitted("archive")
    held = ArchiveFile.objects.filter(case=case).first()
    if held is not None:
        return held
    if case.is_open:
        raise Refused([Refusal("not_closed", "本件尚未办结，不能归档", "办结后归档")])
    retention = retention_of(get_value("archiving.schedule"), case.procedure, case.state)
    fonds, year = fonds_of(case.origin_unit), (case.closed_on or today()).year
    for _ in range(TRIES):
        last = (
            ArchiveSeries.objects.filter(fonds=fonds, year=year, retention=retention)
            .values_list("last", flat=True)
            .first()
        )
        item = (last or 0) + 1
        made = gather(case, code=code_of(fonds, year, retention, item), fonds=fonds, retention=retention)
        failed = [check for check in judge_file(made.facts) if not check.passed]
        if failed:
            raise Refused(
                [
                    Refusal(check.code, f"{check.title}检测未通过：{'；'.join(check.findings)}", "处理后重新归档")
                    for check in failed
                ]
            )
        row = _keep(case, made, fonds, year, retention, item, actor=actor)
        if row is not None:
            return row
    raise Refused([Refusal("numbers_taken", "档号正被他人占用", "稍后再试")])


def _keep(
    case: Case, made: Gathered, fonds: str, year: int, retention: str, item: int, *, actor: Actor
) -> ArchiveFile | None:
    """Write the file under its number; None when somebody else took the number meanwhile."""
    with transaction.atomic():
        series, _ = ArchiveSeries.objects.select_for_update().get_or_create(fonds=fonds, year=year, retention=retention)
        held = ArchiveFile.objects.filter(case=case).first()
        if held is not None:
            return held
        if series.last + 1 != item:
            return None
        series.last = item
        series.save(update_fields=["last"])
        bundle = keep_made(made.data, filename=f"{case.number}归档.pdf", actor=actor, purpose="archive")
        _check_kept(bundle, made.digest)
        row = ArchiveFile.objects.create(
            case=case,
            unit_id=case.origin_unit_id,
            fonds=fonds,
            year=year,
            retention=retention,
            item=item,
            code=code_of(fonds, year, retention, item),
            title=title_in_archive(case),
            papers=made.papers,
            digest=made.digest,
            bundle=bundle,
            checks=[check.as_json() for check in judge_file(made.facts)],
            archived_on=today(),
            archived_by=actor.name or "系统",
            expires_on=expires_after(case.closed_on or today(), retention),
        )
        attach(bundle, subject=f"archive:{row.pk}", actor=actor, role="bundle")
        _record(row, "archived", actor, {"sha256": made.digest, "papers": made.papers})
    return row


def _check_kept(bundle: StoredFile, digest: str) -> None:
    """Read the bundle back from the store: as it was made, and encrypted where that is wanted. Raises Refused."""
    faults = [] if hashlib.sha256(read_bytes(bundle)).hexdigest() == digest else ["归档包存入后读出的内容不一致"]
    if get_value("files.encrypt") and not is_encrypted(bundle):
        faults.append("归档包没有加密存放")
    if faults:
        raise Refused([Refusal("safe", f"安全性检测未通过：{'；'.join(faults)}", "请系统管理员检查文件存放处")])


def hand_over(
    rows: Sequence[ArchiveFile],
    *,
    receiver: str,
    handed_by: str,
    received_by: str,
    note: str,
    made_on: date,
    actor: Actor,
) -> HandOver:
    """Hand files over to an archive and return the hand-over. Raises NotPermitted and Refused; then nothing is handed over."""
    with transaction.atomic():
        held = list(ArchiveFile.objects.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk"))
        if not held or not all(may_keep(actor, row.unit_id) for row in held):
            raise NotPermitted("hand_over")
        elsewhere = [row.code for row in held if row.state != ArchiveFile.State.KEPT]
        if elsewhere:
            raise Refused([Refusal("not_kept", f"不在本机关保管：{'、'.join(elsewhere)}", "请重新选择")])
        made = HandOver.objects.create(
            made_on=made_on,
            receiver=receiver,
            handed_by=handed_by,
            received_by=received_by,
            note=note,
            recorded_at=now(),
        )
        for row in held:
            row.state, row.hand_over = ArchiveFile.State.HANDED_OVER, made
            row.save(update_fields=["state", "hand_over"])
            _record(row, "handed_over", actor, {"receiver": receiver, "hand_over": made.pk})
    return made


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an appraisal proposes: destroy, or keep so many years more, and why."""

    verdict: str
    reason: str
    keep_years: int = 0


def propose_appraisal(rows: Sequence[ArchiveFile], proposal: Proposal, *, actor: Actor) -> Appraisal:
    """Propose what becomes of files whose period has ended. Raises NotPermitted and Refused."""
    with transaction.atomic():
        held = list(ArchiveFile.objects.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk"))
        units = {row.unit_id for row in held}
        if len(units) != 1 or actor.account_id is None or not all(may_keep(actor, unit) for unit in units):
            raise NotPermitted("appraise")
        early = [
            row.code
            for row in held
            if row.state != ArchiveFile.State.KEPT or row.expires_on is None or row.expires_on >= today()
        ]
        busy = [
            row.code for row in held if row.appraisal is not None and row.appraisal.state == Appraisal.State.PROPOSED
        ]
        if early or busy:
            words = (
                [Refusal("not_expired", f"保管期限未满或者不在本机关保管：{'、'.join(early)}", "只鉴定期满的文件")]
                if early
                else []
            )
            words += [Refusal("under_appraisal", f"已在鉴定中：{'、'.join(busy)}", "等签字后再办")] if busy else []
            raise Refused(words)
        made = Appraisal.objects.create(
            verdict=proposal.verdict,
            reason=proposal.reason,
            keep_years=proposal.keep_years,
            unit_id=units.pop(),
            proposed_by_id=actor.account_id,
            proposed_name=actor.name,
            proposed_at=now(),
        )
        for row in held:
            row.appraisal = made
            row.save(update_fields=["appraisal"])
            _record(row, "appraisal_proposed", actor, {"verdict": made.verdict, "reason": made.reason})
    return made


def sign_appraisal(appraisal: Appraisal, *, agrees: bool, actor: Actor) -> Appraisal:
    """Sign an appraisal; with the second signature it is carried out. Raises NotPermitted and Refused.

    Proposer, first and second signer are three people (rules.md 13, item 16).
    """
    with transaction.atomic():
        held = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
        if actor.account_id is None or not may_sign(actor, held.unit_id):
            raise NotPermitted("sign_appraisal")
        if held.state != Appraisal.State.PROPOSED:
            raise Refused([Refusal("settled", f"本次鉴定{held.get_state_display()}", "")])
        if actor.account_id in {held.proposed_by_id, held.first_by_id}:
            raise Refused([Refusal("separation_of_duties", "提出人和两名签字人须是三个人", "请由另一人签字")])
        files = list(held.files.select_for_update(of=("self",)).select_related("case", "bundle"))
        if not agrees:
            held.state = Appraisal.State.REFUSED
        elif held.first_by_id is None:
            held.first_by_id, held.first_name, held.first_at = actor.account_id, actor.name, now()
        else:
            held.second_by_id, held.second_name, held.second_at = actor.account_id, actor.name, now()
            held.state = Appraisal.State.DONE
            for row in files:
                _carry_out(row, held, actor=actor)
        held.save()
        for row in files:
            _record(row, "appraisal_signed" if agrees else "appraisal_refused", actor, {"appraisal": held.pk})
    return held


def _carry_out(row: ArchiveFile, appraisal: Appraisal, *, actor: Actor) -> None:
    """Keep on, or destroy: papers, bundle, what was typed into acts and the domain's tables, the key of what is encrypted.

    What stays is the number, the title, who did what when, and digests.
    """
    if appraisal.verdict == Appraisal.Verdict.KEEP:
        assert row.expires_on is not None
        row.expires_on = date(row.expires_on.year + max(appraisal.keep_years, 1), 12, 31)
        row.save(update_fields=["expires_on"])
        return
    reason = f"保管期满鉴定销毁（{row.code}）"
    for subject in (f"archive:{row.pk}", f"case:{row.case_id}"):
        for reference in list_files([subject]):
            release(reference.file, subject=subject, actor=actor, reason=reason)
    wiped = wipe_texts(row.case) | {
        "acts": Act.objects.filter(case=row.case_id).update(data={}, changes=[], evidence=[])
    }
    erase_subject(stream=CASES, stream_id=str(row.case_id), actor=actor.ref, reason=reason, recorded_at=now())
    row.state, row.bundle, row.destroyed_on = ArchiveFile.State.DESTROYED, None, today()
    row.save(update_fields=["state", "bundle", "destroyed_on"])
    _record(row, "destroyed", actor, {"digest": row.digest, "wiped": wiped})
    transaction.on_commit(lambda: index_cases([row.case]))


def _record(row: ArchiveFile, kind: str, actor: Actor, payload: dict[str, object]) -> None:
    append(
        stream=STREAM,
        stream_id=str(row.pk),
        kind=kind,
        payload={"code": row.code, "case": row.case_id, **payload},
        actor=actor.ref,
        occurred_on=today(),
        recorded_at=now(),
    )
