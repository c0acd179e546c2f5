"""Gets better fonts for documents, as root and only when wanted: 仿宋, 楷体, 黑体 and 宋体 into `var/fonts`.

Without them the fonts of a wheel stand in and each document says so (`documents.fonts`). Nothing here is ever required.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mingzheng.config.installation.console import SetupError, run, say
from mingzheng.config.installation.system_packages import install_missing, may_install

NOTO = {"fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"}
FANDOL_PACKAGE = "texlive-lang-chinese"  # only its font files are taken out, nothing of TeX is installed
FANDOL_FOLDER = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
QUESTION = "是否下载公文字体（仿宋、楷体、黑体、宋体，约 50 MB）？Better fonts for documents? [y/N] "


def offer_fonts(var_dir: Path, *, wanted: bool | None) -> None:
    """Install the fonts when asked to; without a word ask a person at a terminal, once; never wait for nobody."""
    folder = var_dir / "fonts"
    asked = var_dir / "fonts-asked"
    if wanted is False or (folder.is_dir() and any(folder.iterdir())):
        return
    if wanted is None:
        if not may_install() or asked.exists() or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return
        asked.touch()
        say(QUESTION)
        wanted = sys.stdin.readline().strip().lower() in {"y", "yes", "是"}
    if wanted and not may_install():
        say("安装字体需要管理员身份（root），已跳过。 Installing fonts needs root; skipped.")
    elif wanted:
        install_fonts(folder)


def install_fonts(folder: Path) -> None:
    """Download and unpack; a failure is said and the start goes on."""
    install_missing(NOTO)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            run(["chmod", "755", scratch])
            run(["apt-get", "-o", "APT::Sandbox::User=root", "download", FANDOL_PACKAGE], cwd=Path(scratch))
            package = next(Path(scratch).glob("*.deb"))
            run(["dpkg", "-x", str(package), scratch])
            shutil.copytree(Path(scratch) / FANDOL_FOLDER, folder, dirs_exist_ok=True)
    except (SetupError, StopIteration, OSError, subprocess.SubprocessError) as error:
        say(f"字体未能安装，文件将使用替代字体。 Fonts were not installed: {error}")
        return
    say(f"公文字体已安装到 {folder}。 Fonts installed.")
