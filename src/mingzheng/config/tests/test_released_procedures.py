"""Released procedure versions stay as they were released."""

import json
from pathlib import Path

from click.testing import CliRunner

from mingzheng.config.cli.procedures import current_digests, list_broken_releases, procedures, read_released


def test_no_released_version_has_changed_or_is_gone() -> None:
    assert list_broken_releases(read_released(), current_digests()) == []


def test_a_changed_and_a_lost_version_are_named() -> None:
    broken = list_broken_releases({"a@1": "x", "b@1": "y", "c@1": "z"}, {"a@1": "x", "b@1": "changed"})
    assert [line.split("：")[0] for line in broken] == ["b@1", "c@1"]


def test_a_release_adds_versions_and_refuses_a_changed_one(tmp_path: Path) -> None:
    path, runner = tmp_path / "released.json", CliRunner()
    assert runner.invoke(procedures, ["release", "--file", str(path)]).exit_code == 0
    released = json.loads(path.read_text("utf-8"))
    assert released == current_digests()
    key = min(released)
    path.write_text(json.dumps({**released, key: "another"}), "utf-8")
    result = runner.invoke(procedures, ["release", "--file", str(path)])
    assert result.exit_code == 1
    assert key in result.output
