"""Opening balance 期初导入: check a workbook in, take it back, confirm it once. Confirmed rows are posted by `balance_posting`."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from mingzheng.casework.public import BadInput, Refusal, Refused
from mingzheng.domains.workplan.models import BalanceBatch, BalanceRow
from mingzheng.domains.workplan.permissions import may_decide_for, may_keep_ledgers_of, require
from mingzheng.domains.workplan.services.balance_posting import post_balance
from mingzheng.domains.workplan.services.balance_reading import read_balance
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, attach, read_bytes
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import append

STREAM = "workplan_balance"


def file_subject(batch: BalanceBatch) -> str:
    """Return under which subject the workbook of a batch is kept."""
    return f"workplan_balance:{batch.pk}"


def _record(batch: BalanceBatch, kind: str, payload: dict[str, object], *, actor: Actor, at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=str(batch.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )


def check_in(
    file: StoredFile, *, title: str, year: int, actor: Actor, on: date, recorded_at: datetime, key: str
) -> BalanceBatch:
    """Read and check a stored workbook; nothing is booked. The same key gives the same batch. Raises BadInput."""
    require(may_keep_ledgers_of(actor, actor.home_unit_id), "期初导入")
    if not title.strip() or actor.account_id is None:
        raise BadInput({"title": ["请填写名称"]})
    rows = read_balance(read_bytes(file), filename=file.name, year=year, on=on)
    held = BalanceBatch.objects.filter(key=key).first()
    if held is not None:
        return held
    try:
        with transaction.atomic():
            batch = BalanceBatch.objects.create(
                title=title.strip()[:200], year=year, uploaded_by_id=actor.account_id, uploaded_at=recorded_at, key=key
            )
            BalanceRow.objects.bulk_create(
                BalanceRow(batch=batch, line=row.line, data=row.data, problems=list(row.problems)) for row in rows
            )
            attach(file, subject=file_subject(batch), actor=actor)
            payload: dict[str, object] = {"title": batch.title, "year": year, "rows": len(rows), "file": file.pk}
            _record(batch, "balance_checked", payload, actor=actor, at=recorded_at)
    except IntegrityError:
        return BalanceBatch.objects.get(key=key)
    return batch


def reverse_batch(batch: BalanceBatch, *, reason: str, actor: Actor, recorded_at: datetime) -> None:
    """Take a batch back before it is confirmed. Raises Refused afterwards."""
    require(may_keep_ledgers_of(actor, actor.home_unit_id), "撤销导入")
    with transaction.atomic():
        waiting = BalanceBatch.objects.filter(pk=batch.pk, state=BalanceBatch.State.CHECKED)
        if not waiting.update(state=BalanceBatch.State.REVERSED):
            raise Refused([Refusal("not_waiting", "本批已经入账或已经撤销", "已入账的，在各件台账上办理撤销或更正")])
        _record(batch, "balance_reversed", {"reason": reason}, actor=actor, at=recorded_at)


def confirm_batch(batch: BalanceBatch, *, actor: Actor, on: date, recorded_at: datetime) -> None:
    """Confirm a batch without problems; its rows become cases in the background. Of two people only the first confirms.

    Raises NotPermitted (section heads decide) or Refused.
    """
    require(may_decide_for(actor, actor.home_unit_id), "确认入账", "请科室负责人办理")
    with transaction.atomic():
        wrong = batch.rows.exclude(problems=[]).count()
        if wrong:
            raise Refused([Refusal("problems", f"还有 {wrong} 行有问题", "改正表格后重新上传，撤销本批")])
        waiting = BalanceBatch.objects.filter(pk=batch.pk, state=BalanceBatch.State.CHECKED)
        confirmed = waiting.update(
            state=BalanceBatch.State.CONFIRMED, confirmed_by_id=actor.account_id, confirmed_at=recorded_at
        )
        if not confirmed:
            raise Refused([Refusal("not_waiting", "本批已经入账或已经撤销", "刷新页面查看")])
        _record(batch, "balance_confirmed", {"rows": batch.rows.count()}, actor=actor, at=recorded_at)
        enqueue(post_balance, batch_id=batch.pk, origin_unit_id=actor.home_unit_id or 0, confirmed_by=actor.name)
