"""Fixtures every test may use. Fixtures of one room live in that room's tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Return the folder of real documents beside the project, or skip and say so."""
    folder = Path(os.environ.get("MINGZHENG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"real documents not found: {folder} (set MINGZHENG_SHARED)")
    return folder
