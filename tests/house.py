"""What the tests about the house itself share: the project's files and their syntax trees."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "mingzheng"
NOT_OURS = {".git", ".venv", "var", "__pycache__", "mutants", "node_modules"}


@cache
def project_files():
    """Return every file of the project: git's list, or all files where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
        return [path for path in paths if path.is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)]


@cache
def text_of(path):
    """Return what is written in a file."""
    return path.read_text("utf-8")


def source_files(*, with_tests=False, naming=("",)):
    """Return the Python files of the application that hold one of some words, migrations left out."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        ours = "migrations" not in parts and (with_tests or "tests" not in parts)
        if ours and any(word in text_of(path) for word in naming):
            yield path


@cache
def tree_of(path):
    """Return the syntax tree of a file."""
    return ast.parse(text_of(path))


def place(path, node=None):
    """Return where something stands, for a message."""
    line = f":{node.lineno}" if node is not None else ""
    return f"{path.relative_to(ROOT)}{line}"
