"""`mingzheng due`: computes one date of the law and says why. The law is in `worktime`; here are only the switches."""

import json
from datetime import date, datetime

import click

from mingzheng.worktime.public import (
    SHANGHAI,
    ClockError,
    Deadline,
    Period,
    Suspension,
    Unit,
    compute_deadline,
    compute_latest_start,
    shipped_calendar,
    working_days,
)


class Refusal(click.ClickException):
    """Bad input, said in Chinese; the command ends with 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Write the message to the error stream."""
        click.echo(f"错误：{self.message}", err=True)


@click.command(help="计算法定期限：起算日当天不计入，给出到期日。")
@click.option("--start", metavar="日期", help="起算日，如 2026-02-13；按小时计算写 2026-02-13T09:30。")
@click.option("--workdays", metavar="N", help="期限为N个工作日。")
@click.option("--days", metavar="N", help="期限为N日（自然日）。")
@click.option("--months", metavar="N", help="期限为N个月。")
@click.option("--years", metavar="N", help="期限为N年。")
@click.option("--hours", metavar="N", help="期限为N小时（自然小时）。")
@click.option("--before", is_flag=True, help="往前推算：起算日为会议等事项的日期，给出最迟日期。")
@click.option("--suspend", multiple=True, metavar="暂停日:恢复日", help="暂停计时，可多次；未恢复的写「暂停日:」。")
@click.option("--as-of", metavar="日期", help="尚未恢复的暂停，按恢复于该日推算。")
@click.option("--extend-workdays", multiple=True, metavar="N", help="延长N个工作日，可多次。")
@click.option("--explain", is_flag=True, help="逐步说明。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def due(
    *,
    start: str | None,
    before: bool,
    suspend: tuple[str, ...],
    as_of: str | None,
    extend_workdays: tuple[str, ...],
    explain: bool,
    as_json: bool,
    **amounts: str | None,
) -> None:
    """Print the date, with `--explain` the steps, with `--json` both."""
    try:
        begin = _read_start(start)
        period = _read_period(amounts)
        if before:
            if suspend or extend_workdays or as_of:
                raise Refusal("--before 不能与 --suspend、--as-of、--extend-workdays 同用")
            deadline = compute_latest_start(begin, period, calendar=shipped_calendar())
        else:
            deadline = compute_deadline(
                begin,
                period,
                calendar=shipped_calendar(),
                extensions=[working_days(_read_amount("--extend-workdays", text)) for text in extend_workdays],
                suspensions=[_read_suspension(text) for text in suspend],
                as_of=_read_day("--as-of", as_of) if as_of else None,
            )
    except ClockError as error:
        raise Refusal(error.message) from error
    click.echo(_in_words(deadline, explain=explain, as_json=as_json))
    if not (explain or as_json):
        for note in _reservations(deadline):
            click.echo(f"注意：{note}", err=True)


def _in_words(deadline: Deadline, *, explain: bool, as_json: bool) -> str:
    if as_json:
        return json.dumps(deadline.as_json(), ensure_ascii=False, indent=2)
    answer = deadline.due_at.strftime("%Y-%m-%dT%H:%M") if deadline.due_at else deadline.due_on.isoformat()
    return f"{answer}\n{deadline.explain()}" if explain else answer


def _reservations(deadline: Deadline) -> list[str]:
    """Return what keeps the date from being final, for the error stream, so that the answer stays one line."""
    notes = [step.text for step in deadline.steps if step.kind == "estimate"]
    return [*notes, "计时暂停中，恢复后重算。"] if deadline.suspended else notes


def _read_period(amounts: dict[str, str | None]) -> Period:
    units = {
        "workdays": Unit.WORKING_DAY,
        "days": Unit.CALENDAR_DAY,
        "months": Unit.MONTH,
        "years": Unit.YEAR,
        "hours": Unit.HOUR,
    }
    given = [(name, text) for name, text in amounts.items() if text is not None]
    if len(given) != 1:
        raise Refusal("请在 --workdays、--days、--months、--years、--hours 中给出且只给出一个期限")
    [(name, text)] = given
    return Period(_read_amount(f"--{name}", text), units[name])


def _read_amount(option: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Refusal(f"{option} 应为大于零的整数，收到「{text}」")
    return int(text)


def _read_start(text: str | None) -> date | datetime:
    if text is None:
        raise Refusal("请用 --start 给出起算日，如 --start 2026-02-13")
    if "T" not in text and " " not in text.strip():
        return _read_day("--start", text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"--start 的时刻「{text}」无法识别，应写作 2026-02-13T09:30") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _read_day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"{option} 的日期「{text}」无法识别或不存在，应写作 2026-02-13") from error


def _read_suspension(text: str) -> Suspension:
    first, colon, last = text.partition(":")
    if not colon:
        raise Refusal(f"--suspend 应写作 暂停日:恢复日，如 2026-03-09:2026-03-20，收到「{text}」")
    return Suspension(_read_day("--suspend", first), _read_day("--suspend", last) if last else None)
