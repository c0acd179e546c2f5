"""`mingzheng serve`, which `bin/serve` runs: checks, secrets, preparation, then web server and worker together."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import click

from mingzheng.config.environment import Environment, read_environment
from mingzheng.config.installation.fonts import offer_fonts
from mingzheng.config.prepared import has_accounts, still_holds
from mingzheng.config.production import list_refusals
from mingzheng.config.secrets import FILE_NAME, create_secrets_file
from mingzheng.config.supervisor import Program, Supervisor

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to


@click.command(short_help="启动网站与后台任务。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；对外开放用 0.0.0.0。")
@click.option("--demo/--no-demo", default=True, help="空库首次启动时是否装入示范区数据。")
@click.option("--web", type=click.IntRange(1, 64), default=2, show_default=True, help="网站进程数。")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="后台任务进程数（SQLite 用 1）。"
)
@click.option("--fonts/--no-fonts", default=None, help="是否安装公文字体（需管理员身份；不写则在终端询问）。")
def serve(*, port: int, host: str, demo: bool, web: int, workers: int, fonts: bool | None) -> None:
    """安装、建库、启动，一条命令完成。数据都在 var/ 目录内；按 Ctrl+C 停止。"""
    started = time.monotonic()
    environment = _checked_environment()
    _refuse_busy_port(host, port)
    offer_fonts(environment.var_dir, wanted=fonts)
    values = _child_values(environment, host)
    if not still_holds(environment, demo=demo and not environment.production):
        _prepare(values, demo=demo)
    address = f"http://{'127.0.0.1' if host in ANY_ADDRESS else host}:{port}"

    def announce() -> None:
        click.echo(f"明政已启动：{address}（用时 {time.monotonic() - started:.1f} 秒，按 Ctrl+C 停止）")
        click.echo(_where_to_go(environment, address))

    supervisor = Supervisor(
        programs=[_web(values, environment, host, port, web), *(_worker(values, n) for n in range(1, workers + 1))],
        log_folder=environment.var_dir / "log",
        say=lambda text: click.echo(text, err=True),
        is_ready=lambda: _answers(host, port, environment),
        announce=announce,
    )
    raise SystemExit(supervisor.run())


def _where_to_go(environment: Environment, address: str) -> str:
    """Name the page somebody who has just started the house wants next; the address itself is the public site."""
    if has_accounts(environment):
        return f"  工作人员入口：{address}/desk/"
    token = environment.var_dir / "first-run-token"
    return f"  尚无账号：请打开 {address}/first-run 建立三名管理员，口令在 {token}（打开页面时生成）"


def _checked_environment() -> Environment:
    """Return the environment with secrets in place, or end with every reason why it may not start."""
    environment = read_environment(os.environ)
    if not environment.production and not environment.secrets_are_kept:
        create_secrets_file(environment.var_dir)
        environment = read_environment(os.environ)
    refusals = list(list_refusals(environment))
    path = environment.var_dir / FILE_NAME
    if path.is_file() and path.stat().st_mode & 0o077:
        refusals.append(f"密钥文件可被他人读取：请执行 chmod 600 {path}")
    if not environment.secrets_are_kept:
        refusals.append(f"密钥文件 {path} 不完整：请从备份恢复（不可重新生成，否则已加密的内容无法读取）。")
    if refusals:
        reasons = "\n".join(f"  - {reason}" for reason in refusals)
        raise click.ClickException(f"拒绝启动：\n{reasons}")
    return environment


def _prepare(values: dict[str, str], *, demo: bool) -> None:
    command = [sys.executable, "-m", "mingzheng.config.preparation", "--demo" if demo else "--no-demo"]
    if subprocess.run(command, env=values, stdin=subprocess.DEVNULL).returncode:
        raise SystemExit(1)


def _refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"端口 {port} 不能使用（{error.strerror}）：可能已在运行；或换一个端口：./bin/serve --port {port + 1}"
            ) from error


def _child_values(environment: Environment, host: str) -> dict[str, str]:
    """Return the environment variables of every program that is started."""
    values = {**os.environ, "DJANGO_SETTINGS_MODULE": "mingzheng.config.settings", "PYTHONUNBUFFERED": "1"}
    folder = environment.var_dir / "fonts"
    if folder.is_dir():
        values["MINGZHENG_FONTS"] = os.pathsep.join(filter(None, [str(folder), values.get("MINGZHENG_FONTS", "")]))
    if host not in LOOPBACK and not environment.hosts_were_given:
        values["MINGZHENG_HOSTS"] = ",".join(_own_names(host))
    return values


def _own_names(host: str) -> list[str]:
    """Return the names and addresses under which this machine is likely to be asked for."""
    name = socket.gethostname()
    try:
        addresses = socket.gethostbyname_ex(name)[2]
    except OSError:
        addresses = []
    given = [] if host in ANY_ADDRESS else [host]
    return [*LOOPBACK[:2], "[::1]", name, *addresses, *given]


def _web(values: dict[str, str], environment: Environment, host: str, port: int, processes: int) -> Program:
    static = ["--static-path-route", "/static", "--static-path-mount", str(Path(environment.var_dir) / "static")]
    # Two threads a process: more of them wait for the interpreter while they hold SQLite's turn to write, and all are slower.
    command = [
        *(sys.executable, "-m", "mingzheng.config.web", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", "2", "--blocking-threads-idle-timeout", "600"),
        *("--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "10"),
        *(*static, "--static-path-expires", "31536000", "--log-level", "warning"),
        "mingzheng.config.wsgi:application",
    ]
    return Program("web", tuple(command), {**values, "MINGZHENG_PROCESS": "web"})


def _worker(values: dict[str, str], number: int) -> Program:
    name = "worker" if number == 1 else f"worker-{number}"
    command = (sys.executable, "-m", "django", "run_worker")
    return Program(name, command, {**values, "MINGZHENG_PROCESS": name})


def _answers(host: str, port: int, environment: Environment) -> bool:
    """Tell whether the web server answers at all."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in ANY_ADDRESS else host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": environment.allowed_hosts[0]})
        return connection.getresponse().status < 600
    except OSError:
        return False
    finally:
        connection.close()
