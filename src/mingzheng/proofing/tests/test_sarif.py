"""What is written as SARIF keeps to the specification (OASIS SARIF 2.1.0): its objects are closed, some properties required."""

import json
from urllib.parse import unquote

import pytest

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.model import FileReport, Finding, Severity
from mingzheng.proofing.report_sarif import write_sarif
from mingzheng.proofing.run import check_text

LEVELS = {"none", "note", "warning", "error"}
TEXT = {"text": str}
# Object → (property → what it holds, required properties, at least one of). 3.13-3.54 of the specification.
RULE = (
    {"id": str, "name": str, "shortDescription": TEXT, "help": TEXT, "defaultConfiguration": {"level": LEVELS}},
    {"id"},
)
PLACE = (
    {
        "artifactLocation": {"uri": str},
        "region": {"startLine": int, "snippet": TEXT},
    },
    {"artifactLocation"},
)
LOCATION = ({"physicalLocation": PLACE, "logicalLocations": [{"name": str, "kind": str}]}, set())
RESULT = (
    {
        "ruleId": str,
        "ruleIndex": int,
        "level": LEVELS,
        "rank": float,
        "message": (TEXT, {"text"}),
        "locations": [LOCATION],
        "properties": dict,
    },
    {"message"},
)
DRIVER = ({"name": str, "informationUri": str, "version": str, "rules": [RULE]}, {"name"})
RUN = (
    {
        "tool": ({"driver": DRIVER}, {"driver"}),
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
        "results": [RESULT],
    },
    {"tool"},
)
LOG = ({"$schema": str, "version": {"2.1.0"}, "runs": [RUN]}, {"version", "runs"})

WORDS = "某某区工作总结\n\n受理来信12件，来访30件，来电8件，共52件。\n\n一、总体安排\n\n三、保障措施"


def conform(value, shape, path="log"):
    """Fail unless a value has a shape: a type, a set of words, a list of one shape, or an object."""
    if isinstance(shape, type):
        assert isinstance(value, (int, float) if shape is float else shape), path
    elif isinstance(shape, set):
        assert value in shape, path
    elif isinstance(shape, list):
        assert isinstance(value, list), path
        for number, item in enumerate(value):
            conform(item, shape[0], f"{path}[{number}]")
    else:
        properties, required = shape if isinstance(shape, tuple) else (shape, set(shape))
        assert required <= value.keys() <= properties.keys(), (path, value.keys() ^ properties.keys())
        for name, item in value.items():
            conform(item, properties[name], f"{path}.{name}")


@pytest.fixture(scope="module")
def log():
    unreadable = Finding("", 0, 0, 0, "文件打不开", "INP-UNREADABLE", Severity.ERROR, 1.0)
    reports = [
        check_text(text_from_string(WORDS, path="目 录/报告#1.txt"), Context(strict=True)),
        FileReport("坏.pdf", (unreadable,), text_layer=False),
        FileReport("无.txt", ()),
    ]
    return json.loads(write_sarif(reports))


def test_every_object_is_one_of_the_specification(log):
    assert log["runs"][0]["results"], "nothing to look at"
    conform(log, LOG)


def test_what_names_something_names_what_is_there(log):
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert 0 <= result["rank"] <= 100
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert not set(' #"<>') & set(place["artifactLocation"]["uri"])
    assert (
        unquote(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == "目 录/报告#1.txt"
    )
