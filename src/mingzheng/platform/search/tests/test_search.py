"""Finding: words, pieces of titles, numbers and their parts; order, paging, visibility, writes through jobs."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.search import writing
from mingzheng.platform.search.models import Entry
from mingzheng.platform.search.public import (
    Subject,
    count_entries,
    facet_token,
    index,
    index_at_once,
    remove,
    search,
    search_visible,
)
from mingzheng.platform.search.selectors import EXACT, TEXT, TITLE

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
SUBJECTS = [
    Subject("case:1", "workplan", "推进城区综治中心规范化建设", "由政法委牵头，年底前完成。", ["YS-2026-000123"]),
    Subject("case:2", "workplan", "优化营商环境三年行动", "各单位每季度报送进展", ["云政办发〔2026〕15号"]),
    Subject("case:3", "hotline", "龙溪镇道路积水问题", "群众反映综治中心门口积水", ["云政办发〔2026〕151号"]),
    Subject("case:4", "workplan", "Wi-Fi 覆盖 5G 基站建设", "", ["YS-2026-000124"]),
    Subject("case:5", "workplan", "𠮷祥村供水改造", "", []),
]


@pytest.fixture
def entries(db):
    """Five subjects in the index."""
    index_at_once(SUBJECTS, at=AT)


def refs(query, **options):
    return [ref for ref, _ in search(query, **options)]


@pytest.mark.usefixtures("entries")
class TestFinding:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("营商环境", ["case:2"]),
            ("综治中心", ["case:1", "case:3"]),  # the title before the text
            ("综治", ["case:1", "case:3"]),
            ("水", ["case:5", "case:3"]),  # one character, the newest first
            ("三", ["case:2"]),
            ("区综", ["case:1"]),  # across two words of a title
            ("商环境三", ["case:2"]),
            ("境", ["case:2"]),
            ("营商 三年", ["case:2"]),
            ("营商 积水", []),
            ("wi-fi", ["case:4"]),
            ("ＷＩ－ＦＩ", ["case:4"]),
            ("5g", ["case:4"]),
            ("𠮷祥", ["case:5"]),
            ("政法委", ["case:1"]),
            ("没有这回事", []),
            ("“营商环境” AND", []),
            ("NOT 营商", []),
            ('"', []),
            ("*", []),
            ("title_words : 营商", []),
        ],
    )
    def test_words_and_pieces_of_titles_are_found(self, query, found):
        assert refs(query) == found

    @pytest.mark.parametrize(
        "query",
        [
            "云政办发〔2026〕15号",
            "云政办发[2026]15号",
            "云政办发 〔2026〕 15号",
            "〔2026〕15号",
            "政办发〔2026〕15",
            "15号",
        ],
    )
    def test_a_document_number_is_found_whole_and_by_its_parts(self, query):
        assert refs(query)[0] == "case:2"

    @pytest.mark.parametrize(
        "query", ["YS-2026-000123", "ys2026000123", "2026-000123", "000123", "123", "YS-2026-0001"]
    )
    def test_a_case_number_is_found_whole_and_by_its_parts(self, query):
        assert "case:1" in refs(query)

    def test_an_exact_number_comes_first(self):
        assert search("云政办发〔2026〕151号")[0] == ("case:3", EXACT)
        assert search("YS-2026-000124") == [("case:4", EXACT)]

    def test_the_score_tells_where_it_was_found(self):
        assert search("综治中心") == [("case:1", TITLE), ("case:3", TEXT)]

    def test_kinds_limit_what_is_found(self):
        assert refs("综治中心", kinds=["hotline"]) == ["case:3"]
        assert refs("YS-2026-000123", kinds=["hotline"]) == []

    def test_pages_do_not_overlap_and_lose_nothing(self):
        whole = refs("建设 ", limit=20)
        assert [refs("建设", limit=1, offset=place)[0] for place in range(len(whole))] == whole
        assert refs("建设", limit=1, offset=len(whole)) == []

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=60))
    def test_nothing_typed_is_an_error(self, text):
        search(text)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_every_piece_of_a_title_finds_it(self, data):
        """Legal and plain: what can be read in a title can be typed into the box."""
        subject = data.draw(st.sampled_from([one for one in SUBJECTS if one.title.isalpha()]))
        start = data.draw(st.integers(0, len(subject.title) - 1))
        end = data.draw(st.integers(start + 1, len(subject.title)))
        assert subject.subject_ref in refs(subject.title[start:end])

    def test_however_many_match_the_same_stand_first(self, monkeypatch):
        """Few, many among the newest, many among the old: three ways into the index of PostgreSQL, one order."""
        index_at_once([Subject(f"item:{number}", "item", "道路检查", "综治") for number in range(30)], at=AT)
        index_at_once([Subject(f"other:{number}", "other", "别的") for number in range(30)], at=AT)
        whole = refs("检查", limit=40)
        assert whole == [f"item:{number}" for number in reversed(range(30))]
        monkeypatch.setattr("mingzheng.platform.search.backends.postgresql.FEW", 1)
        assert refs("检查", limit=5) == whole[:5]
        assert refs("检查", limit=5, kinds=["item"]) == whole[:5]

    def test_tiers_stand_one_after_another(self):
        index_at_once(
            [
                Subject(f"rule:{number}", "rule", "供暖办法", facets=[facet_token("state", state)])
                for number, state in enumerate(("past", "live", "past", "live", "other"))
            ],
            at=AT,
        )
        tiers = [("state", "live"), ("state", "past")]
        assert refs("供暖", tiers=tiers) == ["rule:3", "rule:1", "rule:2", "rule:0"]
        assert refs("供暖", tiers=tiers, limit=3) == ["rule:3", "rule:1", "rule:2"]

    def test_a_search_costs_at_most_three_questions(self, django_assert_max_num_queries):
        """The number, titles, texts; on PostgreSQL the newest entries and the index are asked apart."""
        for query in ("建设", "2026", "没有", "123"):
            with django_assert_max_num_queries(3 if connection.vendor == "sqlite" else 5):
                search(query)


@pytest.mark.usefixtures("entries")
class TestVisibility:
    def test_what_may_not_be_seen_is_not_found(self):
        hits = search_visible("综治中心", lambda batch: set(batch) - {"case:1"})
        assert hits.refs == ("case:3",)
        assert (hits.has_more, hits.is_complete) == (False, True)

    def test_pages_are_full_though_much_may_not_be_seen(self, db):
        index_at_once([Subject(f"item:{number}", "k", f"防汛检查{number}") for number in range(700)], at=AT)
        own = {f"item:{number}" for number in range(0, 700, 10)}
        pages = [
            search_visible("防汛", lambda batch: own & set(batch), limit=20, offset=place) for place in (0, 20, 60)
        ]
        assert [len(page.refs) for page in pages] == [20, 20, 10]
        assert [page.has_more for page in pages] == [True, True, False]
        assert len({ref for page in pages for ref in page.refs}) == 50

    def test_who_may_see_nothing_finds_nothing_and_is_not_asked_about_everything(self, monkeypatch):
        monkeypatch.setattr("mingzheng.platform.search.selectors.MOST_CHECKED", 2)
        asked = []
        hits = search_visible("建设", lambda batch: asked.extend(batch) or set(), limit=1)
        assert hits.refs == ()
        assert len(asked) <= 2


@pytest.mark.django_db
class TestWriting:
    def test_an_entry_is_written_by_a_job_after_the_act(self):
        index("case:9", kind="workplan", title="森林防火督查")
        assert refs("森林防火") == []
        run_waiting_jobs()
        assert refs("森林防火") == ["case:9"]

    def test_queueing_costs_one_statement(self, django_assert_num_queries):
        with transaction.atomic(), django_assert_num_queries(1):
            index("case:9", kind="workplan", title="森林防火督查")

    def test_a_new_title_replaces_the_old_one(self):
        index_at_once([Subject("case:9", "k", "森林防火督查", "", ["A-1"])], at=AT)
        index_at_once([Subject("case:9", "k", "汛期值守检查", "", ["A-2"])], at=AT + dt.timedelta(seconds=1))
        assert (refs("森林"), refs("汛期"), refs("A-1"), refs("A-2")) == ([], ["case:9"], [], ["case:9"])

    def test_an_older_write_that_arrives_late_changes_nothing(self):
        index_at_once([Subject("case:9", "k", "汛期值守检查")], at=AT)
        index_at_once([Subject("case:9", "k", "森林防火督查")], at=AT - dt.timedelta(seconds=1))
        assert refs("森林") == []

    def test_what_was_removed_is_not_brought_back_by_a_late_write(self):
        index_at_once([Subject("case:9", "k", "汛期值守检查", "", ["A-1"])], at=AT)
        remove("case:9", at=AT + dt.timedelta(seconds=2))
        run_waiting_jobs()
        index_at_once([Subject("case:9", "k", "汛期值守检查", "", ["A-1"])], at=AT + dt.timedelta(seconds=1))
        assert (refs("汛期"), refs("A-1"), count_entries()) == ([], [], 0)

    def test_a_removal_is_forgotten_after_a_week(self):
        writing.remove_entry("case:9", stamp=1, at=AT)
        assert writing.prune_removed(at=AT + dt.timedelta(days=6)) == 0
        assert writing.prune_removed(at=AT + dt.timedelta(days=8)) == 1

    def test_a_deleted_row_leaves_the_index(self):
        index_at_once([Subject("case:9", "k", "汛期值守检查")], at=AT)
        Entry.objects.all().delete()
        assert refs("汛期") == []

    def test_the_last_word_of_one_batch_counts(self):
        index_at_once([Subject("case:9", "k", "一"), Subject("case:9", "k", "二")], at=AT)
        assert (refs("一"), refs("二")) == ([], ["case:9"])


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize("options", [{}, {"kinds": ("workplan",)}, {"facets": (("state", "live"),)}])
def test_every_statement_of_a_search_goes_by_an_index(options):
    """Words and pieces go by the full-text index, numbers by theirs: no statement reads the table from end to end."""
    is_sqlite = connection.vendor == "sqlite"
    with CaptureQueriesContext(connection) as asked:
        search("云政办发〔2026〕15号", **options)
        search("综治 中心", **options)
    # A look at some of the newest entries is bounded by its own limit; a setting stands around what goes by the index.
    plain = [one["sql"].removeprefix("SET LOCAL enable_seqscan = off; ") for one in asked.captured_queries]
    statements = [
        sql.partition("; SET LOCAL")[0] for sql in plain if sql.startswith("SELECT") and "AS newest" not in sql
    ]
    by_words = 0
    with transaction.atomic(), connection.cursor() as cursor:
        if not is_sqlite:  # so few rows are read from end to end, or in the order of their keys, by choice
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute("DROP INDEX search_kind")  # for this test alone: five rows are told apart by kind as cheaply
        for sql in statements:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sql}")
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
            by_words += "VIRTUAL TABLE INDEX" in plan or "search_document" in plan
            scans = [line for line in plan.splitlines() if "Seq Scan" in line or line.startswith("SCAN")]
            assert [line for line in scans if "VIRTUAL TABLE INDEX" not in line] == [], plan
    assert by_words >= 3
