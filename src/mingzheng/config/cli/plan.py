"""Command `mingzheng plan`: look at a division scheme 分工方案 from the command line.

Reading is `documents.reading`, understanding is `domains.workplan.parsing`; nothing is stored here.
"""

import json
from pathlib import Path

import click

from mingzheng.documents.reading import UnreadableDocument, read_document
from mingzheng.domains.workplan.parsing import Requirement, Scheme, parse_scheme


@click.group()
def plan() -> None:
    """分工方案：读取、识别。"""


@plan.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def parse(file: Path, as_json: bool) -> None:
    """识别方案文件 FILE 的任务、责任单位和时限，列出需要核对的问题。"""
    try:
        document = read_document(file, filename=file.name)
    except UnreadableDocument as error:
        if as_json:
            failure = {"code": error.code, "message": error.message_zh, "advice": error.advice_zh}
            click.echo(json.dumps({"error": failure}, ensure_ascii=False, indent=2))
        else:
            click.echo(f"{error.message_zh}{error.advice_zh}", err=True)
        raise click.exceptions.Exit(2) from error
    scheme = parse_scheme(document)
    if as_json:
        click.echo(json.dumps(scheme.as_json(), ensure_ascii=False, indent=2))
    else:
        _print_scheme(scheme)


def _print_scheme(scheme: Scheme) -> None:
    click.echo(f"{scheme.title or '（无标题）'}\n{scheme.doc_number} {scheme.date} {scheme.issuer}".rstrip())
    for heading in scheme.headings:
        click.echo(f"\n{heading.number or ''} {heading.title or ''}".rstrip())
        for task in heading.tasks:
            if task.number or task.title:
                click.echo(f"  {task.number or ''}{task.title or ''}")
            for requirement in task.requirements:
                click.echo(_requirement_line(requirement))
    problems = [*scheme.findings, *(f for r in scheme.requirements for f in r.findings)]
    click.echo(f"\n共 {len(scheme.requirements)} 项要求，{len(problems)} 条提示")
    for finding in scheme.findings:
        click.echo(f"  {finding.message} {finding.quote}".rstrip())


def _requirement_line(requirement: Requirement) -> str:
    words = requirement.title or requirement.text
    notes = "；".join(f.message for f in requirement.findings)
    head = f"    {requirement.number or '-'}. {words[:40]}{'…' if len(words) > 40 else ''}"
    return f"{head}［{requirement.raw_units or '未写责任单位'}］{requirement.deadline or ''}{'  ※' + notes if notes else ''}"
