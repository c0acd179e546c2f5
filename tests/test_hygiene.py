"""The repository contains nothing that does not belong to the product: no package hosts, no secrets, no known passwords."""

import ast
import re
import tomllib

from tests.house import ROOT, place, project_files, source_files, tree_of

# Written with a bar inside, so that this file does not find itself.
HOSTS = "py|pi.org python|hosted.org npm|js.org npm|js.com debian|.org/debian mirrors|.".replace("|", "").split()
OPTIONS = "--index|-url --extra-index|-url --find|-links _auth|Token".replace("|", "").split()
PLACES = "/wo|rk/main /wo|rk/shared /ro|ot/ /tm|p/plan".replace("|", "").split()
KEY = re.compile("-----BEGIN [A-Z ]*PRIVATE| KEY-----".replace("|", ""))
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".lock",
    ".json",
    ".html",
    ".css",
    ".js",
    ".sh",
    ".cfg",
    ".yml",
    ".yaml",
    ".typ",
    "",
}
SETTERS = {"set_password", "make_password", "create_user"}


def texts():
    for path in project_files():
        if path.suffix in TEXT and path.stat().st_size < 5_000_000:
            yield path, path.read_text("utf-8", "replace")


def test_no_package_host_is_named():
    found = [(place(path), word) for path, text in texts() for word in HOSTS + OPTIONS if word in text]
    assert found == []


def test_no_place_of_one_machine_is_named():
    found = [(place(path), word) for path, text in texts() for word in PLACES if word in text]
    assert found == []


def test_no_private_key_and_no_secret_file_is_kept():
    names = {"secrets.json", ".env", "id_rsa", "id_ed25519"}
    assert [place(path) for path in project_files() if path.name in names or path.suffix in {".pem", ".key"}] == []
    assert [place(path) for path, text in texts() if KEY.search(text)] == []


def test_every_pin_of_the_locks_carries_its_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        pins = re.findall(r"^\S+==\S+ \\\n +--hash=sha256:", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        assert len(pins) == len(re.findall(r"^\S+==", (ROOT / name).read_text("utf-8"), re.MULTILINE)) > 0


def test_no_password_is_written_in_the_code():
    found = [
        place(path, node)
        for path in source_files(naming=SETTERS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SETTERS
        for argument in (*node.args, *(word.value for word in node.keywords if word.arg == "password"))
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    ]
    assert found == [], "passwords are generated and shown once"


def test_the_licence_is_the_second_mulan_permissive_licence():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "木兰宽松许可证， 第2版" in text
    assert "Mulan Permissive Software License，Version 2" in text


def test_every_dependency_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.match(r"[A-Za-z0-9_.-]+", line)[0] for line in declared}
    rows = re.findall(r"^\| ([a-z0-9-]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE)
    assert set(rows) - {"package"} == names
