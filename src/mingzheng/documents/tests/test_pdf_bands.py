"""Pages in two columns are read column by column; titles, sign-offs and lists of two words stay as they are."""

from mingzheng.documents.reading.pdf_bands import breaks_of, find_bands, unfold
from mingzheng.documents.reading.pdf_process import group_lines

SIZE = 10.0


def set_line(words, x, top):
    return [
        {"text": char, "x0": x + n * SIZE, "x1": x + (n + 1) * SIZE, "top": top, "bottom": top + SIZE, "size": SIZE}
        for n, char in enumerate(words)
    ]


def read(chars):
    bands = find_bands(chars, _group)
    return [line["text"] for line in group_lines(unfold(chars, bands))], bands


def _group(chars):
    tops = sorted({char["top"] for char in chars})
    return [sorted((c for c in chars if c["top"] == top), key=lambda c: c["x0"]) for top in tops]


def column(words, x, top=100.0, step=15.0):
    return [char for number, line in enumerate(words) for char in set_line(line, x, top + number * step)]


LEFT = [
    "甲一甲一甲一甲一甲一",
    "甲二甲二甲二甲二甲二",
    "甲三甲三甲三甲三甲三",
    "甲四甲四甲四甲四甲四",
    "甲五甲五甲五甲五甲五",
]
RIGHT = [words.replace("甲", "乙") for words in LEFT]


def test_the_left_column_is_read_before_the_right_one_and_what_stands_below_after_both():
    title, below = set_line("题" * 20, 50, 60), set_line("尾" * 22, 50, 200)
    lines, bands = read([*title, *column(LEFT, 50), *column(RIGHT, 180), *below])
    assert lines == ["题" * 20, *LEFT, *RIGHT, "尾" * 22]
    first, last = breaks_of(bands)
    assert first < 100 < last


def test_columns_whose_lines_do_not_meet_are_columns_too():
    lines, _ = read([*column(LEFT, 50), *column(RIGHT, 180, top=107.0)])
    assert lines == [*LEFT, *RIGHT]


def test_a_list_of_names_and_a_sign_off_are_no_columns():
    names = [*column(["甲镇", "乙镇", "丙镇", "丁镇", "戊镇", "己镇水务管理所"], 50), *column(["张某"] * 6, 230)]
    assert read(names)[1] == []
    signed = [*column([*LEFT, *LEFT], 50), *column(["云山区水务局"], 180, top=260.0)]
    assert read(signed)[1] == []
