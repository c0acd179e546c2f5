"""`mingzheng secrets`: makes `var/secrets.json` once. The values are never shown."""

import os

import click

from mingzheng.config.environment import read_environment
from mingzheng.config.secrets import FILE_NAME, create_secrets_file


@click.command(short_help="生成本机密钥文件（已有则不改动）。")
def secrets() -> None:
    """生成 var/secrets.json（仅本用户可读）。已有文件绝不覆盖；请另行妥善备份。"""
    var_dir = read_environment(os.environ).var_dir
    created = create_secrets_file(var_dir)
    click.echo(f"{'已生成' if created else '已存在，未改动'}：{var_dir / FILE_NAME}")
