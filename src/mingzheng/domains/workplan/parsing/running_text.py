"""Reads schemes written as running text or numbered lists: finds which level of the outline carries the requirements.

The outline itself is built in `outline`, notes of units in `notes`; schemes in tables are `tables`.
"""

import re
from collections.abc import Iterator, Sequence

from .notes import FoundNotes, without_label
from .numbering import FIFTH, FIRST, FOURTH, SECOND, THIRD
from .outline import Node, Part, build_outline
from .records import NO_LABEL, DutyRecord, Label, Line, Record

_GENERAL = re.compile(r"^(?:总体|指导思想|基本原则|主要目标|工作目标|目标任务$|目标要求|工作思路|工作原则|总要求)")
_CIRCUMSTANCES = re.compile(r"^[\u4e00-\u9fa5]{0,4}(?:时间|范围|对象|步骤|方式)(?:安排|要求)?$")
_CLOSING = re.compile(
    r"保障措施|组织(?:领导|实施|保障)|^工作要求|有关要求|相关要求|工作保障|保障机制|工作步骤|实施步骤|时间安排|进度安排|强化保障"
)
_TO_EVERYBODY = re.compile(r"^(?:请|望)?(?:各|有关|相关)[^，。；]{0,16}(?:单位|部门|镇|街道|乡|局|办|县|区|市)")
_TITLE_LENGTH = 60
_POINTS = {FIRST: "、", THIRD: "."}


def read_running_text(lines: Sequence[Line]) -> tuple[list[Record], list[DutyRecord]]:
    """Return the requirements and the duties outside the list of running text."""
    root = build_outline(lines)
    duties = [_duty(n) for n in _take_general(root)]
    duties.extend(DutyRecord("", text) for text in _take_closing_words(root))
    level = _requirement_level(root)
    if level < 0:
        return _unnumbered(root), duties
    _share_notes(root, level)
    records: list[Record] = []
    for node in _leaves(root, level):
        records.extend(_records(node, level))
    return [*_unnumbered(root), *records], duties


def _take_general(root: Node) -> list[Node]:
    """Take 总体要求 before the list and 保障措施 behind it out of the outline."""
    noted = [n for n in root.children if any(x.has_units for x in n.walk())]
    taken: list[tuple[Node, bool]] = []
    last_noted = root.children.index(noted[-1]) if noted else -1
    with_notes = set(map(id, noted))
    for position, node in enumerate(list(root.children)):
        title = _split_title(node)[0] or ""
        before = position == len(taken) and (_GENERAL.search(title) or _CIRCUMSTANCES.search(title))
        behind = id(node) not in with_notes and position > last_noted and position > 0 and _CLOSING.search(title)
        if (before or behind) and len(root.children) > len(taken):
            taken.append((node, bool(before)))
    kept = [n for n, _ in taken]
    if len(kept) < len(root.children):
        gone = set(map(id, kept))
        root.children = [n for n in root.children if id(n) not in gone]
        return kept
    return []


def _take_closing_words(root: Node) -> list[str]:
    """Take what stands behind the units of the last item and speaks to everybody, as 「请各单位于…前报送…」."""
    parts = list(root.walk())[-1].parts
    noted = [n for n, part in enumerate(parts) if part.notes.units]
    first = noted[-1] + 1 if noted else len(parts)
    while first < len(parts) and not _TO_EVERYBODY.match(parts[first].text):
        first += 1
    taken = [part.text for part in parts[first:] if part.text]
    del parts[first:]
    return taken


def _duty(node: Node) -> DutyRecord:
    title, text = _split_title(node)
    below = "".join((c.number or "") + _POINTS.get(c.kind, "") + c.words() for c in node.children)
    notes = [note for n in node.walk() for p in n.parts for note in p.notes.units]
    return DutyRecord(title or "", (text if text != title else "") + below, notes, node.number or "")


def _requirement_level(root: Node) -> int:
    """Return the kind of node that carries requirements: the deepest at which units are noted, else 1., （一） or 一、."""
    nodes = [n for n in root.walk() if n.kind >= 0]
    if not nodes:
        return -1
    for kind in range(FIFTH, -1, -1):
        same = [n for n in nodes if n.kind == kind]
        noted = [n for n in same if n.has_units]
        if noted and (len(noted) >= 0.3 * len(same) or (kind == THIRD and _last_of_groups(noted))):
            return kind
    kinds = {n.kind for n in nodes if n.kind <= THIRD}
    return max(kinds) if kinds else FOURTH


def _last_of_groups(noted: list[Node]) -> bool:
    """Tell whether the notes stand behind the last item of each group."""
    return all(n.parent is not None and n is n.parent.children[-1] for n in noted)


def _share_notes(root: Node, level: int) -> None:
    """Let a note behind a group of items hold for the group, where items have no notes of their own as a rule."""
    same = [n for n in root.walk() if n.kind == level]
    noted = [n for n in same if n.has_units]
    own_line = all(p.notes.own_line for n in noted for p in n.parts if p.notes.units)
    if not noted or not own_line or len(noted) >= 0.7 * len(same):
        return
    for parent in {id(n.parent): n.parent for n in same if n.parent is not None}.values():
        pending: list[Node] = []
        for child in [c for c in parent.children if c.kind == level]:
            if not child.has_units:
                pending.append(child)
                continue
            for earlier in pending:
                earlier.parts[-1].notes.absorb(child.parts[-1].notes)
            pending = []


def _leaves(root: Node, level: int) -> Iterator[Node]:
    for node in root.walk():
        if 0 <= node.kind <= level and not any(c.kind <= level for c in node.children):
            yield node


def _records(node: Node, level: int) -> list[Record]:
    heading, task, number, title = _place(node, level)
    inherited = _inherited(node)
    records = []
    parts = _requirement_parts(node, level)
    for part in parts:
        notes = part.notes if part.notes.units else _merge(part.notes, inherited)
        text = part.text if len(parts) > 1 else without_label(part.text)
        record = Record(heading, task, number, title, text, list(notes.units), notes.deadline, notes.remarks)
        record.is_part = len(parts) > 1 and number is not None
        records.append(record)
    return records


def _merge(own: FoundNotes, above: FoundNotes) -> FoundNotes:
    return FoundNotes(above.units, own.deadline or above.deadline, own.remarks or above.remarks)


def _inherited(node: Node) -> FoundNotes:
    """Return the notes of the nearest node above that has some: they hold for all below it."""
    above = node.parent
    while above is not None:
        for part in above.parts:
            if part.notes.units:
                return part.notes
        above = above.parent if above.kind >= 0 else None
    return FoundNotes()


def _requirement_parts(node: Node, level: int) -> list[Part]:
    """Return the paragraphs of a leaf, deeper items as part of the text; only noted paragraphs make several."""
    noted = [p for p in node.parts if p.notes.units]
    label, rest = _split_title(node) if node.kind <= SECOND and not is_article(node) else (_own_title(node), "")
    if label and node.kind > SECOND:
        rest = "".join(p.text for p in node.parts)[len(label) :]
    below = "".join((c.number or "") + _POINTS.get(c.kind, "") + c.words() for c in node.children)
    if len(noted) > 1 and not below and level <= THIRD:
        return _noted_parts(node.parts, label)
    whole = Part((rest if label else "".join(p.text for p in node.parts)) + below)
    below_notes = [p.notes for c in node.children for x in c.walk() for p in x.parts if p.notes]
    for notes in [*(p.notes for p in node.parts), *below_notes]:
        whole.notes.absorb(notes)
    return [whole]


def _noted_parts(parts: list[Part], label: str | None) -> list[Part]:
    """Join paragraphs without a note to the noted one behind them; the title of the node is not repeated."""
    done: list[Part] = []
    waiting = ""
    for position, part in enumerate(parts):
        text = part.text
        if position == 0 and label:
            text = text.removeprefix(label).lstrip("。：:")
            text = text or (part.text if part.notes.units else "")
        if part.notes.units:
            done.append(Part(waiting + text, part.notes))
            waiting = ""
        else:
            waiting += text
    if waiting and done:
        done[-1].text += waiting
    return done


def is_article(node: Node) -> bool:
    """Tell whether a node is 第三条 of a document in articles: it has its own number and no title in its sentence."""
    return node.kind == FIRST and (node.number or "").endswith("条")


def _place(node: Node, _level: int) -> tuple[Label, Label, str | None, str | None]:
    """Return (heading, task, number, title) of a leaf from the nodes above it."""
    path: list[Node] = []
    above = node.parent
    while above is not None and above.kind >= 0:
        path.insert(0, above)
        above = above.parent
    if is_article(node):
        return _label(path[0]) if path else NO_LABEL, NO_LABEL, node.number, None
    if node.kind <= FIRST and not path:
        title, rest = _split_title(node)
        alone = len(node.parts) == 1 and not node.children and (title is None or rest.rstrip("。；") == title)
        return (NO_LABEL, NO_LABEL, node.number, None) if alone else (_label(node), NO_LABEL, None, None)
    if node.kind <= SECOND:
        return (_label(path[0]) if path else NO_LABEL), _label(node), None, None
    headings = [p for p in path if p.kind <= FIRST]
    tasks = [p for p in path if p.kind > FIRST]
    heading = _label(headings[0]) if headings else NO_LABEL
    if len(headings) > 1:
        tasks = [*headings[1:], *tasks]
    task = _label(tasks[0]) if tasks else NO_LABEL
    prefix = "".join(p.number or "" for p in tasks[1:])
    titles = [_label(p).title or "" for p in tasks[1:]]
    own = _own_title(node)
    return heading, task, prefix + (node.number or "") or None, "：".join([*titles, *([own] if own else [])]) or None


def _own_title(node: Node) -> str | None:
    """Return the first line of an item when it stands alone as a title above its text."""
    texts = [p.text for p in node.parts if p.text]
    if len(texts) > 1 and len(texts[0]) <= 40 and not re.search(r"[，。；：！？]", texts[0]):
        return texts[0]
    return None


def _label(node: Node) -> Label:
    return Label(node.number, _split_title(node)[0])


def _split_title(node: Node) -> tuple[str | None, str]:
    """Return (title, remaining text): the first sentence names the node when it is short enough."""
    texts = [p.text for p in node.parts if p.text]
    if not texts:
        return None, ""
    first, stop, rest = texts[0].partition("。")
    rest += "".join(texts[1:])
    if len(first) <= _TITLE_LENGTH and (rest or node.children or not stop or len(first) <= 30):
        return first.rstrip("：:；;，"), rest or texts[0]
    return None, "".join(texts)


def _unnumbered(root: Node) -> list[Record]:
    """Return paragraphs outside any number that name units in a note."""
    records = []
    waiting: list[str] = []
    for part in root.parts:
        if part.notes.units:
            text = part.text or (waiting[-1] if waiting else "")
            records.append(
                Record(
                    text=text, notes=list(part.notes.units), deadline=part.notes.deadline, remarks=part.notes.remarks
                )
            )
        waiting.append(part.text)
    return records
