"""A lazily loaded library costs nothing until it is asked for a name, and then is the library itself."""

import subprocess
import sys

import pytest

from mingzheng.kit.lazy import lazy_module

HEAVY = ("openpyxl", "rjieba", "lunar_python", "segno", "markdown_it", "docx", "pdfplumber")


def test_names_are_those_of_the_module() -> None:
    assert lazy_module("fractions").Fraction(1, 2) + 1 == lazy_module("fractions").Fraction(3, 2)


def test_a_missing_module_is_told_at_first_use() -> None:
    missing = lazy_module("no_such_module_here")
    with pytest.raises(ModuleNotFoundError):
        missing.anything  # noqa: B018


def test_the_web_process_starts_without_the_heavy_libraries() -> None:
    """A second start must be ready within five seconds; a library slips in with one import at a file's top."""
    code = f"import mingzheng.config.urls, sys; print([n for n in {HEAVY} if n in sys.modules])"
    setup = "import os, django; os.environ['DJANGO_SETTINGS_MODULE']='mingzheng.config.settings_test'; django.setup();"
    done = subprocess.run([sys.executable, "-c", setup + code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
