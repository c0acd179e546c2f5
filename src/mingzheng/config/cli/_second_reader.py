"""The second reader of `mingzheng check`: who it is, what it may be sent, and its marked findings beside the others.

Off unless an endpoint is named. What is not published leaves this machine only where its administrator set
`MINGZHENG_SECOND_READER_SCOPE=all`; what may never be sent, and how an answer is read, is `proofing.second_reader`.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import click

from mingzheng.proofing.model import FileReport, Finding
from mingzheng.proofing.second_reader import SecondReaderError, Send, http_sender, read_again
from mingzheng.proofing.text import Text

KEY_NAME, SCOPE_NAME = "MINGZHENG_SECOND_READER_KEY", "MINGZHENG_SECOND_READER_SCOPE"


@dataclass(frozen=True, slots=True)
class SecondReader:
    """An endpoint, its model, and whether the files of this call are published."""

    send: Send
    model: str
    is_published: bool

    def read(self, report: FileReport, text: Text) -> FileReport:
        """Return the report with the second reader's findings in their places; why it did not read is said on stderr."""
        try:
            found = read_again(
                text,
                self.send,
                model=self.model,
                is_published=self.is_published,
                allow_unpublished=os.environ.get(SCOPE_NAME) == "all",
            )
        except SecondReaderError as error:
            click.echo(f"{report.path}：第二读者未读。{error.message_zh}。", err=True)
            return report
        return replace(report, findings=_in_order([*report.findings, *found]))


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.paragraph, finding.start, finding.code)))


def named_reader(address: str | None, model: str | None, *, is_published: bool) -> SecondReader | None:
    """Return the second reader a call names, or None. Raises BadParameter for half a name or a strange address."""
    if not address and not model:
        return None
    if not address or not model:
        raise click.BadParameter(
            "请同时写明地址（到 /v1 为止）和模型名称。", param_hint="--second-reader / --second-model"
        )
    try:
        return SecondReader(http_sender(address, os.environ.get(KEY_NAME, "")), model, is_published)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--second-reader") from error
