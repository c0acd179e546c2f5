"""The proofreader against the table of known numbers: real reports, every quantity and relation judged by hand beforehand."""

import re
import sys
from collections import Counter, defaultdict

import pytest

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text
from mingzheng.proofing.run import check_text
from mingzheng.proofing.tests.oracle import FILES, read_oracle, seed_paths, squeeze

GROUPS = {"numbers", "periods", "comparison", "input"}
# Relation → code, words of the quote, computed value: the list the table itself calls the least that must be found.
LEAST = (
    ("R002", "000", "NUM-TOTAL-AGAIN", "27件", "64"),
    ("R012", "000", "NUM-PLACEHOLDER", "N个", ""),
    ("R024", "000", "NUM-SHARE", "80.3%", "82.1"),
    ("R025", "000", "NUM-SHARE", "80.3%", "81.7"),
    ("R026", "000", "NUM-SHARE", "80.3%", "60.9"),
    ("R038", "000", "PER-FUTURE", "全年", "2022-12-31"),
    ("R046", "000", "INP-DEBRIS", "—5—", ""),
    ("R047", "001", "PER-FUTURE", "今年1-11月", "2023-11-30"),
    ("R048", "001", "PER-FUTURE", "全年", "2023-12-31"),
    ("R062", "001", "NUM-GROWTH", "100.2%", "113"),
    ("R063", "001", "NUM-GROWTH", "98.7%", "89"),
    ("R074", "001", "NUM-PARTS", "4553条", "2220"),
    ("R080", "001", "NUM-RATE", "91%", "92%"),
    ("R191", "003", "PER-YEAR", "2022年，我局将", "2023年"),
)
LEAST_OF_FORM = (
    ("R021", "000", "FRM-PAIR", "（其中行政许可事项", ""),
    ("R207", "004", "FRM-TITLE-DIFF", "国家和省2022年政务公开", "国家和省市2022年"),
    ("R208", "004", "FRM-BROKEN", "专栏建设的。", ""),
)
OLD_NEW = (
    ("R114", "NUM-PREV-JUMP", "190万余次", "-44.1%"),
    ("R115", "NUM-PREV-JUMP", "51万余人", "-77.3%"),
    ("R118", "NUM-PREV-JUMP", "370项", "-24.2%"),
    ("R119", "NUM-PREV-JUMP", "504项", "-16.3%"),
    ("R124", "NUM-PREV-SAME", "46种", "46"),
    ("R125", "NUM-PREV-SAME", "30000余张", "30000"),
    ("R126", "NUM-PREV-SAME", "808项", "808"),
    ("R127", "NUM-PREV-SAME", "109项", "109"),
    ("R130", "NUM-PREV-GONE", "9项", "4项"),
)
HOLDS = (
    ("R001", "000", "sum", "64"),
    ("R017", "000", "percent", "81.1%"),
    ("R078", "001", "percent", "73.4%"),
    ("R084", "001", "percent", "100%"),
    ("R135", "002", "sum", "3921"),
    ("R138", "002", "sum", "301"),
    ("R139", "002", "percent", "98.34%"),
    ("R175", "003", "percent", "100%"),
    ("R176", "003", "percent", "98.68%"),
    ("R180", "003", "sum", "33"),
)
# What is printed in figures and is no quantity, by file; years, dates and document numbers are tested apart.
NO_QUANTITY = {
    "000": (
        "12345市民热线",
        "“三会一课”",
        "“三服务”水平",
        "“三无”船舶",
        "“两会”",
        "“一件事一站办”",
        "“零跑动”",
        "“最多跑一次”",
        "最后一公里",
        "第一时间",
    ),
    "001": (
        "省委“1310”具体部署",
        "“百县千镇万村高质量发展工程”",
        "百千万工程",
        "“两个确立”",
        "“四个意识”",
        "“一网统管”",
        "一线调研",
    ),
    "002": (
        "12345政务服务便民热线",
        "“三审三校”制度",
        "第十章",
        "第八章",
        "二十届一中、二中全会",
        "二维码",
        "首问负责",
    ),
    "003": (
        "12345政府服务热线",
        "数字政府”2.0建设",
        "5G智慧园区",
        "《1921》",
        "“一规划两纲要”",
        "“三重一大”",
        "二次统筹",
        "5月31日",
    ),
    "004": ("12366纳税服务平台", "“1+1+9”工作部署", "“双减”", "2049600149149"),
}


@pytest.fixture(scope="module")
def checked(shared_dir):
    """Return text and report of every document of the table; the second one is set against the first."""
    paths = seed_paths(shared_dir)
    if not set(FILES) <= set(paths):
        pytest.skip("the documents of the table are not beside the project")
    texts = {name: read_text(paths[name]) for name in FILES}
    contexts = {name: Context(previous=texts["000"] if name == "001" else None, strict=True) for name in FILES}
    return {name: (texts[name], check_text(texts[name], contexts[name], only=GROUPS)) for name in FILES}


def hits(report, code, words, computed=""):
    return [
        finding
        for finding in report.findings
        if finding.code == code and squeeze(words) in squeeze(finding.quote) and computed in finding.computed
    ]


@pytest.mark.parametrize(("relation", "name", "code", "words", "computed"), LEAST, ids=lambda value: str(value))
def test_the_least_list_is_found_in_place_with_its_value(checked, relation, name, code, words, computed):
    _, report = checked[name]
    assert hits(report, code, words, computed), relation


@pytest.mark.parametrize(("relation", "name", "code", "words", "computed"), LEAST_OF_FORM, ids=lambda value: str(value))
def test_the_least_list_holds_faults_of_form_too(checked, relation, name, code, words, computed):
    report = check_text(checked[name][0], Context(strict=True), only={"form"})
    assert hits(report, code, words, computed), relation
    assert not any(finding.code == "FRM-RUN" for finding in report.findings)
    if name == "004":  # R202: 1 to 52 without gap or repeat
        assert ("run", "1..52", "holds") in {(r.kind, r.expr, r.verdict) for r in report.relations}


def test_the_base_a_share_needs_is_named(checked):
    (finding,) = hits(checked["000"][1], "NUM-SHARE", "80.3%")
    assert "613" in finding.message  # R027


@pytest.mark.parametrize(("relation", "code", "words", "computed"), OLD_NEW, ids=lambda value: str(value))
def test_last_year_against_this_year(checked, relation, code, words, computed):
    _, report = checked["001"]
    assert hits(report, code, words, computed), relation


@pytest.mark.parametrize(("relation", "name", "kind", "computed"), HOLDS, ids=lambda value: str(value))
def test_what_holds_is_reported_as_holding(checked, relation, name, kind, computed):
    _, report = checked[name]
    assert [r for r in report.relations if r.kind == kind and r.verdict == "holds" and r.computed == computed], relation


def test_every_finding_points_at_its_quote(checked):
    for text, report in checked.values():
        assert all(text.paragraphs[f.paragraph][f.start : f.end] == f.quote for f in report.findings)
        assert all(text.paragraphs[q.paragraph][q.start : q.end] == q.quote for q in report.quantities)


@pytest.mark.parametrize("name", FILES)
def test_numerals_that_are_no_quantities_are_none(checked, name):
    text, report = checked[name]
    words = [squeeze(passage.clean) for passage in text.passages]
    assert [phrase for phrase in NO_QUANTITY[name] if not any(squeeze(phrase) in it for it in words)] in (
        [],
        ["2049600149149"],
    )
    found = []
    for phrase in NO_QUANTITY[name]:
        for quantity in report.quantities:
            clean = text.passages[quantity.passage].clean
            low = max(0, quantity.at - len(phrase))
            at = clean.find(phrase, low, quantity.until + len(phrase))
            if 0 <= at < quantity.until and quantity.at < at + len(phrase):
                found.append((phrase, quantity.quote))
    assert found == []


@pytest.mark.parametrize("name", FILES)
def test_years_dates_and_document_numbers_are_no_quantities(checked, name):
    _, report = checked[name]
    assert [q.quote for q in report.quantities if re.search(r"20\d\d年|〔|月\d|号", q.quote)] == []


def test_what_must_not_be_linked_or_flagged_is_not(checked, shared_dir):
    """No row called NEG or DERIVED gets a finding, unless the same words are wrong for another reason the table names."""
    _, rows = read_oracle(shared_dir)
    wrong = defaultdict(list)
    for row in rows:
        if row.verdict in ("FAILS", "SUSPECT"):
            for name, quote in row.quotes:
                wrong[name].append(squeeze(quote))
    found = []
    for row in rows:
        if row.verdict not in ("NEG", "DERIVED", "HOLDS"):
            continue
        for name, quote in row.quotes:
            words = squeeze(quote)
            if any(words in other or other in words for other in wrong[name]):
                continue
            found += [
                (row.id, quote, finding.code, finding.quote)
                for finding in checked[name][1].findings
                if finding.severity in ("error", "warning")
                and len(finding.quote) > 2
                and squeeze(finding.quote) in words
            ]
    assert found == []


def test_recall_and_precision_by_class(checked, shared_dir, capsys):
    """Print how many of the table's quantities are read, with unit, qualifier and kind, and which relations by class."""
    rows, relations = read_oracle(shared_dir)
    seen = Counter()
    all_of = Counter()
    for row in rows:
        text, report = checked[row.file]
        kind = {"N": "placeholder"}.get(row.qualifier.split()[0], row.qualifier.split()[0])
        all_of[kind] += 1
        seen[kind] += any(_is_row(text, quantity, row) for quantity in report.quantities)
    whole = {name: check_text(text, Context(strict=True)) for name, (text, _) in checked.items()}
    told = defaultdict(list)
    for row in relations:
        if row.verdict in ("FAILS", "SUSPECT") and "/" not in row.files:
            told[row.verdict].append((row.id, any(_is_told(whole[name], quote) for name, quote in row.quotes)))
    verdicts = defaultdict(Counter)
    for row in relations:
        own = [name for name, _ in row.quotes if name in checked]
        found = {_verdict(checked[name], quote) for name, quote in row.quotes if name in checked}
        verdicts[row.verdict][
            next((v for v in ("fails", "suspect", "holds") if v in found), "silent") if own else "no quote"
        ] += 1
    with capsys.disabled():
        read = {kind: f"{seen[kind]}/{all_of[kind]}" for kind in all_of}
        judged = {verdict: dict(count) for verdict, count in verdicts.items()}
        places = {verdict: f"{sum(ok for _, ok in rows)}/{len(rows)}" for verdict, rows in told.items()}
        silent = {verdict: [row for row, ok in rows if not ok] for verdict, rows in told.items()}
        sys.stdout.write(f"\nplaces told by any check: {places}; not told: {silent}")
        sys.stdout.write(
            f"\nquantities read, by qualifier: {read}\nrelations, the table's verdict and ours: {judged}\n"
        )
    assert sum(seen.values()) / sum(all_of.values()) > 0.95
    assert sum(ok for _, ok in told["FAILS"]) / len(told["FAILS"]) > 0.8


def _is_told(report, quote):
    """Tell whether any finding stands in the words of a row, or the row's words in it."""
    words = squeeze(quote)
    found = [squeeze(finding.quote) for finding in report.findings]
    return any((one in words or words in one) and len(one) > 1 for one in found)


def _is_row(text, quantity, row):
    clean = squeeze(text.passages[quantity.passage].clean)
    quote = squeeze(row.quote)
    near = squeeze(text.passages[quantity.passage].clean[max(0, quantity.at - 40) : quantity.until + 40])
    if quote not in clean or not (quote in near or squeeze(quantity.quote) in quote):
        return False
    return row.number is None or quantity.value == abs(row.number)


def _verdict(checked_one, quote):
    _, report = checked_one
    words = squeeze(quote)
    for verdict in ("fails", "suspect", "holds"):
        for relation in report.relations:
            if relation.verdict == verdict and relation.quotes and squeeze(relation.quotes[0]) in words:
                return verdict
    return "silent"
