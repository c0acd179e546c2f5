"""Words set on their side are read: heads of narrow columns turned to either hand, and pages drawn sideways."""

import typst

from mingzheng.documents.reading import Table, read_document

HEADS = ("一、本年新收政府信息公开申请数量", "（三）不予公开1.属于国家秘密")


def read(source: str) -> list[list[str]]:
    page = '#set page(width: 148mm, height: 210mm, margin: 8mm)\n#set text(9pt, font: "Noto Serif CJK SC")\n'
    document = read_document(typst.compile(f"{page}{source}".encode()), filename="a.pdf")
    assert all(words in document.text for words in ("附表", "单位：件"))
    return [[cell.text for cell in row] for block in document.blocks if isinstance(block, Table) for row in block.rows]


def table(turn: int) -> str:
    heads = ",".join(f"rotate({turn}deg, reflow: true)[{words}]" for words in HEADS) if turn else ""
    return f"#table(columns: 3, [对象], {heads or f'[{HEADS[0]}], [{HEADS[1]}]'}, [自然人], [12], [7], [商业企业], [3], [0])"


def test_heads_turned_to_either_hand_and_sideways_pages_give_the_same_table() -> None:
    wanted = [["对象", *HEADS], ["自然人", "12", "7"], ["商业企业", "3", "0"]]
    assert read(f"附表 单位：件\n{table(-90)}\n{table(90)}") == wanted * 2
    for turn in (90, -90):
        assert read(f"#rotate({turn}deg, reflow: true, box(width: 85mm)[附表 单位：件 {table(0)}])") == wanted
