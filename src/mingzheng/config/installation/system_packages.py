"""Installs Debian packages, only as root and only those that are missing. The caller says which are needed."""

import os
import shutil
from collections.abc import Mapping

from mingzheng.config.installation.console import SetupError, run, say


def may_install() -> bool:
    """Tell whether this process may and can use apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def find_missing(packages: Mapping[str, str]) -> list[str]:
    """Return the packages whose tell-tale file or program is absent. An empty tell-tale means: always missing."""
    return [name for name, sign in packages.items() if not _is_present(sign)]


def install_missing(packages: Mapping[str, str]) -> list[str]:
    """Install what is missing from {package: tell-tale} and return what still is. Never asks a question."""
    missing = find_missing(packages)
    if not missing or not may_install():
        return missing
    say(f"正在安装系统软件包：{' '.join(missing)} …… Installing system packages.")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-q"], env=env)
        run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing], env=env)
    except SetupError as error:
        say(str(error))
        return [name for name in missing if not _is_present(packages[name])]
    return []


def _is_present(sign: str) -> bool:
    if not sign:
        return False
    return os.path.exists(sign) if sign.startswith("/") else shutil.which(sign) is not None
