"""The house is as its plan says: rooms, walls and rules of style are held together by these tests."""

import ast
import tomllib

from django.conf import settings

from tests.house import ROOT, SOURCE, place, source_files, text_of, tree_of

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
ATTICS = {"utils", "util", "helpers", "helper", "common", "misc", "managers"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
FLOORS_WITHOUT_APPS = {"kit", "worktime", "documents", "proofing", "config"}
# The wiring connects listeners when every room is loaded, which only an installed app is told.
APPS_WITHOUT_ROOM = {"mingzheng.config"}


def rooms_in(folder):
    return {path.name for path in folder.iterdir() if path.is_dir() and (path / "__init__.py").exists()}


def contract(name):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return next(entry for entry in contracts if entry["name"] == name)


def layers_of(name):
    return {room.strip() for layer in contract(name)["layers"] for room in layer.split("|")}


def test_every_folder_of_the_house_has_its_floor_in_the_import_contract():
    assert rooms_in(SOURCE) == layers_of("Floors of the house")


def test_every_room_of_the_platform_has_its_place_in_the_import_contract():
    assert rooms_in(SOURCE / "platform") == layers_of("Rooms of the platform")


def test_every_room_is_an_installed_app_and_every_app_of_ours_is_a_room():
    rooms = {f"mingzheng.platform.{name}" for name in rooms_in(SOURCE / "platform")}
    rooms |= {f"mingzheng.domains.{name}" for name in rooms_in(SOURCE / "domains")}
    rooms |= {f"mingzheng.{name}" for name in rooms_in(SOURCE) - FLOORS_WITHOUT_APPS - {"platform", "domains"}}
    assert rooms | APPS_WITHOUT_ROOM == {name for name in settings.INSTALLED_APPS if name.startswith("mingzheng.")}


def test_no_file_is_too_long():
    lengths = {place(path): len(text_of(path).splitlines()) for path in source_files(with_tests=True)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long():
    found = {
        f"{place(path, node)} {node.name}": node.end_lineno - node.lineno + 1
        for path in source_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, FUNCTIONS) and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert found == {}


def test_every_module_says_what_it_answers_for():
    assert [place(path) for path in source_files() if not text_of(path).startswith('"""')] == []


def test_there_is_no_attic():
    found = [place(path) for path in source_files() if ATTICS & {path.stem, *path.relative_to(SOURCE).parts[:-1]}]
    assert found == [], "name the file after what it answers for"


def test_no_model_overrides_save():
    found = [
        f"{place(path, method)} {node.name}.{method.name}"
        for path in source_files(naming=["def save", "def asave"])
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and "models" in path.relative_to(SOURCE).with_suffix("").parts
        for method in node.body
        if isinstance(method, FUNCTIONS) and method.name in {"save", "asave"}
    ]
    assert found == [], "write a service function instead: it knows the actor and the transaction"


def test_signals_are_listened_to_in_the_jobs_room_only():
    found = []
    for path in source_files(naming=["signals", "django.dispatch"]):
        if path.relative_to(SOURCE).parts[:2] == ("platform", "jobs"):
            continue
        for node in ast.walk(tree_of(path)):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if module.endswith("signals") or module == "django.dispatch":
                found.append(place(path, node))
    assert found == [], "call the service that should react; nothing reacts behind the caller's back"


def calls(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def test_nothing_is_printed():
    found = [
        place(path, node) for path in source_files(naming=["print("]) for node, name in calls(path) if name == "print"
    ]
    assert found == [], "use click.echo in a command, the log elsewhere"


def test_the_clock_is_read_in_one_place():
    readers = {
        "timezone.now",
        "timezone.localdate",
        "timezone.localtime",
        "datetime.now",
        "datetime.today",
        "date.today",
    }
    readers |= {f"{prefix}.{name}" for name in ("datetime.now", "date.today") for prefix in ("dt", "datetime")}
    found = [
        place(path, node)
        for path in source_files(naming=["now(", "today(", "localdate(", "localtime("])
        if path != SOURCE / "platform" / "ledger" / "clock.py"
        for node, name in calls(path)
        if name in readers and not (name == "timezone.localtime" and node.args)
    ]
    assert found == [], "take the date as an argument, or ask mingzheng.platform.ledger.public.now()"


def test_screens_and_endpoints_read_through_selectors():
    screens = {"desk.py", "api.py", "portal.py", "views.py"}
    found = [
        place(path, node)
        for path in source_files(naming=["objects", "_default_manager"])
        if path.name in screens or {"desk", "api", "portal"} & set(path.relative_to(SOURCE).parts[2:-1])
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert found == [], "ask a selector that knows for whom it reads"


def test_nobody_is_a_superuser():
    found = [
        place(path, node)
        for path in source_files(naming=["is_superuser"])
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == "is_superuser"
    ]
    assert found == [], "three administrators share these duties; nobody is exempt from the access rules"
