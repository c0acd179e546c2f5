"""`mingzheng mask`: a copy of a file with personal information masked, its layout kept. The masking is `proofing.masking`."""

from pathlib import Path

import click

from mingzheng.proofing.masking import MaskRules, NotMaskable, mask_file


@click.command(short_help="脱敏：遮盖个人信息，保留版式。")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="脱敏后的文件。")
@click.option("--id-head", default=3, show_default=True, type=click.IntRange(0, 6), help="公民身份号码保留前几位。")
@click.option("--id-tail", default=4, show_default=True, type=click.IntRange(0, 4), help="公民身份号码保留后几位。")
def mask(*, file: Path, out: Path, id_head: int, id_tail: int) -> None:
    """遮盖 FILE（docx、xlsx、pdf、html、md、txt、csv）中的公民身份号码、手机、银行卡、车牌、邮箱、家庭住址和名单中的姓名。

    PDF 涂黑后文字不再存在于文件中；其他格式的图片和文件属性不检查。遮盖后请再用 mingzheng check 核对一遍。
    """
    if out.resolve() == file.resolve():
        raise click.UsageError("--out 不能是原文件。")
    try:
        result = mask_file(file.read_bytes(), filename=file.name, rules=MaskRules(id_head=id_head, id_tail=id_tail))
    except NotMaskable as error:
        raise click.ClickException(f"{error.message_zh}{error.advice_zh}") from error
    out.write_bytes(result.data)
    click.echo(f"已遮盖{result.count}处：{out}")
