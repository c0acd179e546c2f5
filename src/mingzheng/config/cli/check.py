"""`mingzheng check`: proofreads documents and prints what is wrong. The checks are `proofing`; here are only the switches.

The exit status says the worst: 0 nothing or hints, 1 warnings, 2 errors (an unreadable file is one). With `--fail-on`
only what is at least as bad counts. A document to compare with that cannot be read counts as an error: what was asked for
was not done.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from mingzheng.config.cli._lexicon import read_lexicon
from mingzheng.config.cli._second_reader import SecondReader, named_reader
from mingzheng.documents.reading import UnreadableDocument
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text
from mingzheng.proofing.marking import RANKS, outline_of
from mingzheng.proofing.model import FileReport, Finding, Profile, Severity
from mingzheng.proofing.report_html import Page, write_html
from mingzheng.proofing.report_json import write_json
from mingzheng.proofing.report_sarif import write_sarif
from mingzheng.proofing.report_text import summary_of, write_text
from mingzheng.proofing.run import check_text
from mingzheng.proofing.text import Text

_STATUS = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}


class SeveralValues(click.Command):
    """A command whose `--peers` takes every word up to the next option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each of its values, which is how click reads several."""
        spread: list[str] = []
        gathering = False
        for word in args:
            if word == "--peers":
                gathering = True
                continue
            gathering = gathering and not word.startswith("-")
            spread.extend(["--peers", word] if gathering else [word])
        return super().parse_args(ctx, spread)


class OneOf(click.Choice[str]):
    """A choice that says in Chinese what may be written."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value when it is one of those offered."""
        if value not in self.choices:
            raise click.UsageError(f"不认识“{value}”，可写：{'、'.join(self.choices)}。", ctx)
        return value


class Day(click.ParamType):
    """A day written as 2026-03-31."""

    name = "日期"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError as error:
            raise click.UsageError(f"“{value}”不是日期，请写成2026-03-31的样子。", ctx) from error


@click.command(cls=SeveralValues, help="核校文件：数字、格式、表述、隐私，逐处指出并给出应有的值。")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", type=OneOf([str(p) for p in Profile]), help="文件种类，决定适用哪些规则。")
@click.option("--previous", metavar="上年文件", type=click.Path(path_type=Path), help="与上年的文件对照。")
@click.option(
    "--peers",
    metavar="其他单位文件…",
    multiple=True,
    type=click.Path(path_type=Path),
    help="与其他单位的文件比对雷同。",
)
@click.option(
    "--lexicon",
    metavar="目录",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="本机关自己的词库（TOML、CSV），与自带词库一并使用。",
)
@click.option(
    "--second-reader",
    metavar="地址",
    help="请第二读者（兼容 OpenAI 接口的模型）再读，到 /v1 为止；默认关闭，意见另行标明。密钥写在环境变量 MINGZHENG_SECOND_READER_KEY。",
)
@click.option("--second-model", metavar="模型", help="第二读者的模型名称。")
@click.option(
    "--published", is_flag=True, help="声明这些文件已经公开；未声明的不发送给第二读者，除非管理员在本机另有设定。"
)
@click.option("--as-of", metavar="日期", type=Day(), help="按哪一天判断；不写则按落款日期。")
@click.option("--format", "form", type=OneOf(["text", "json", "sarif", "html"]), default="text", help="输出格式。")
@click.option("--fail-on", type=OneOf(["error", "warning"]), help="达到此程度才以非零状态结束。")
@click.pass_context
def check(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    profile: str | None,
    previous: Path | None,
    peers: tuple[Path, ...],
    lexicon: Path | None,
    second_reader: str | None,
    second_model: str | None,
    published: bool,
    as_of: date | None,
    form: str,
    fail_on: str | None,
) -> None:
    """Check the files one after another; a file that cannot be read does not stop the others."""
    before = _read_beside(previous) if previous else None
    others = tuple(text for peer in peers if (text := _read_beside(peer)) is not None)
    own = read_lexicon(lexicon) if lexicon else {}
    reader = named_reader(second_reader, second_model, is_published=published)

    def make_context() -> Context:
        return Context(profile=profile or "", as_of=as_of, previous=before, peers=others, lexicons=own)

    pages = list(_check_all(files, make_context, reader))
    click.echo(_printed(pages, form, as_of))
    all_compared = (before is not None or not previous) and len(others) == len(peers)
    ctx.exit(max(_status([page.report for page in pages], fail_on), 0 if all_compared else _STATUS[Severity.ERROR]))


def _read_beside(path: Path) -> Text | None:
    """Read a document to compare with; one that cannot be read is said and left out."""
    try:
        text = read_text(path)
    except UnreadableDocument as error:
        click.echo(f"{path}：{error.message_zh}{error.advice_zh}未作对照。", err=True)
        return None
    if not text.text_layer:
        click.echo(f"{path}：无文字层，未作对照。请换成可复制文字的文件。", err=True)
        return None
    return text


def _check_all(
    files: tuple[Path, ...], make_context: Callable[[], Context], reader: SecondReader | None
) -> Iterator[Page]:
    for number, path in enumerate(files, start=1):
        page = check_one(path, make_context(), reader)
        if len(files) > 1:
            click.echo(f"（{number}/{len(files)}）{path}：{summary_of(page.report)}", err=True)
        yield page


def check_one(path: Path, context: Context, reader: SecondReader | None = None) -> Page:
    """Read and check one file; one that cannot be read is a finding."""
    try:
        text = read_text(path)
    except UnreadableDocument as error:
        message = f"{error.message_zh}{error.advice_zh}"
        finding = Finding("", 0, 0, 0, message, "INP-UNREADABLE", Severity.ERROR, 1.0, basis="文件须能打开并读出文字")
        return Page(FileReport(str(path), (finding,), text_layer=False))
    report = check_text(text, context)
    return Page(reader.read(report, text) if reader and report.text_layer else report, outline_of(text))


def _printed(pages: list[Page], form: str, day: date | None) -> str:
    if form == "html":
        return write_html(pages, checked_on=day.isoformat() if day else "")
    writer = {"text": write_text, "json": write_json, "sarif": write_sarif}[form]
    return writer(page.report for page in pages)


def _status(reports: list[FileReport], fail_on: str | None) -> int:
    found = [finding.severity or Severity.INFO for report in reports for finding in report.findings]
    least = Severity(fail_on) if fail_on else Severity.INFO
    counted = [severity for severity in found if RANKS[severity] <= RANKS[least]]
    return max((_STATUS[severity] for severity in counted), default=0)
