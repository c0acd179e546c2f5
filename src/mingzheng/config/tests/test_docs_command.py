"""`mingzheng docs`: what it writes stands in the repository, and drift is found."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzheng.config.cli import docs as command
from mingzheng.config.cli.docs import TARGET, docs
from mingzheng.config.reference import generated_files


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Return the pages as drawn once for this module; that those in the repository are these is a check of its own."""
    return generated_files()


def test_drift_a_missing_and_a_left_over_page_are_each_named(
    tmp_path: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "generated_files", lambda: pages)
    runner = CliRunner()
    assert runner.invoke(docs, ["build", "--target", str(tmp_path)]).exit_code == 0
    (tmp_path / "rules.md").write_text("changed", "utf-8")
    (tmp_path / "wiring.md").unlink()
    (tmp_path / "procedures" / "gone.md").write_text("left over", "utf-8")
    result = runner.invoke(docs, ["check", "--target", str(tmp_path)])
    assert result.exit_code == 1
    for name in ("rules.md", "wiring.md", "procedures/gone.md"):
        assert name in result.output
    assert runner.invoke(docs, ["build", "--target", str(tmp_path)]).exit_code == 0
    assert runner.invoke(docs, ["check", "--target", str(tmp_path)]).exit_code == 0


@pytest.mark.parametrize("name", ["parameters.md", "permissions.md", "rules.md", "wiring.md", "README.md"])
def test_each_page_is_written(name: str, pages: dict[str, str]) -> None:
    assert pages[name].startswith("<!--")
    assert TARGET.name == "generated"
