"""Draw a procedure as one SVG: a box per state with its actions as rows, and a rail from each row to the next state.

Pure text from a declaration. Every row also names its target in words, so that no line has to be followed. The page
around the picture is `describing`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from mingzheng.casework.declaration import ANY_OPEN, Action, Procedure, State, StateKind
from mingzheng.casework.validation import targets_of

BOX_WIDTH, HEADER, ROW, LINE, GAP = 390, 30, 22, 18, 34
RAIL_STEP, RAIL_START, MARGIN, OPENING = 13, 20, 24, 240
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
RAIL_COLOURS = ("#1d4e89", "#8a3b12", "#1b6e4b", "#6b3fa0", "#9c1c4b", "#4a5d0d", "#0f6b78", "#7a5c00")
LOOKS = {
    StateKind.OPEN: ("#eaf1fa", "#1d4e89", ""),
    StateKind.WAITING: ("#fff6e0", "#8a5a00", "6 4"),
    StateKind.CLOSED: ("#eceff1", "#455a64", ""),
}
TAGS = {StateKind.OPEN: "", StateKind.WAITING: "等待外部", StateKind.CLOSED: "办结"}


@dataclass(slots=True)
class Box:
    """A state (or the actions of any open state) as it is drawn: its rows that lead on, its lines that do not."""

    title: str
    tag: str
    look: tuple[str, str, str]
    rows: list[tuple[str, str, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    top: int = 0

    @property
    def height(self) -> int:
        """Return the height of the box in pixels."""
        lines = len(self.rows) * ROW + len(self.notes) * LINE
        return HEADER + lines + (8 if lines else 0) + (4 if self.notes else 0)

    def row_middle(self, index: int) -> int:
        """Return the height at which the line of a row begins."""
        return self.top + HEADER + 4 + index * ROW + ROW // 2


@dataclass(slots=True)
class Rail:
    """One vertical line that gathers every row on one side leading to one state."""

    target: str
    side: int
    sources: list[int]
    entry: int = 0
    lane: int = 0
    colour: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Return the heights between which the rail runs."""
        heights = [*self.sources, self.entry]
        return min(heights), max(heights)


def draw_procedure(procedure: Procedure) -> str:
    """Return the diagram of a procedure as SVG text; the same declaration always gives the same text."""
    boxes = _boxes(procedure)
    bottom = _place(boxes)
    rails = _rails(boxes, procedure.opening.to or "")
    left = _lanes([rail for rail in rails if rail.side < 0])
    right = _lanes([rail for rail in rails if rail.side > 0])
    x = MARGIN + (RAIL_START + left * RAIL_STEP if left else 0)
    width = x + BOX_WIDTH + (RAIL_START + right * RAIL_STEP if right else 0) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom}" width="{width}" height="{bottom}" '
        f'role="img" font-family="{FONT}" font-size="13">',
        f"<title>{escape(procedure.title)}（{escape(procedure.name)} {escape(procedure.version)}）流程图</title>",
        f'<rect width="{width}" height="{bottom}" fill="#ffffff"/>',
        *_opening(procedure, boxes, x),
        *(part for rail in rails for part in _rail_lines(rail, x)),
        *(part for box in boxes.values() for part in _box_lines(box, x)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _boxes(procedure: Procedure) -> dict[str, Box]:
    """Return a box per state in declared order, and one more for actions of any open state."""
    boxes = {state.code: Box(state.title, _tag(state), LOOKS[state.kind]) for state in procedure.states}
    anywhere = Box("任何在办状态", "", ("#ffffff", "#5f6b7a", "2 3"))
    staying: dict[str, list[str]] = {}
    for action in procedure.actions:
        places = [ANY_OPEN] if ANY_OPEN in action.within else []
        for code in [*places, *(code for code in action.within if code != ANY_OPEN)]:
            box = anywhere if code == ANY_OPEN else boxes[code]
            targets = [target for target in dict.fromkeys(targets_of(action)) if target != code]
            main = action.tone == "primary"
            box.rows += [(_label(action, procedure, target), target, main) for target in targets]
            if not targets and not action.built_in:
                staying.setdefault(code, []).append(action.title + _mark(action))
    for code, titles in staying.items():
        box = anywhere if code == ANY_OPEN else boxes[code]
        box.notes = _wrap("状态不变：" + "、".join(titles))
    return {**boxes, ANY_OPEN: anywhere} if anywhere.rows or anywhere.notes else boxes


def _tag(state: State) -> str:
    return TAGS[state.kind] or ("承办单位办理" if state.unit_side else "")


def _mark(action: Action) -> str:
    return "（系统）" if action.system else ("（审签）" if action.sign_off else "")


def _label(action: Action, procedure: Procedure, target: str) -> str:
    return f"{action.title}{_mark(action)} → {procedure.state(target).title}"


def _wrap(text: str, width: int = BOX_WIDTH - 28, size: int = 12) -> list[str]:
    """Break a line at a width; a Chinese character is as wide as the font is tall, others little more than half."""
    lines, used = [""], 0.0
    for char in text:
        wide = size if ord(char) > 0x2E7F else size * 0.56
        if used + wide > width and char not in "、，。；）":
            lines, used = [*lines, ""], 0.0
        lines[-1] += char
        used += wide
    return lines


def _place(boxes: dict[str, Box]) -> int:
    """Put the boxes below one another and return where the picture ends."""
    y = MARGIN + HEADER + GAP
    for box in boxes.values():
        box.top = y
        y += box.height + GAP
    return y - GAP + MARGIN


def _rails(boxes: dict[str, Box], first: str) -> list[Rail]:
    """Gather rows into rails: on the right what leads down, on the left what leads back up.

    The opening joins the rail of its state when that is not the first box, right below it.
    """
    order = {code: index for index, code in enumerate(boxes)}
    rails: dict[tuple[str, int], Rail] = {}
    if order[first]:
        rails[first, 1] = Rail(first, 1, [MARGIN + HEADER // 2])
    for code, box in boxes.items():
        for index, (_, target, _) in enumerate(box.rows):
            side = 1 if order[target] > order[code] else -1
            rail = rails.setdefault((target, side), Rail(target, side, []))
            rail.sources.append(box.row_middle(index))
    colours = {code: RAIL_COLOURS[index % len(RAIL_COLOURS)] for index, code in enumerate(order)}
    for rail in rails.values():
        rail.entry = boxes[rail.target].top + HEADER // 2
        rail.colour = colours[rail.target]
    return list(rails.values())


def _lanes(rails: list[Rail]) -> int:
    """Give each rail the nearest lane that is free over its span; return how many lanes there are."""
    taken: list[list[tuple[int, int]]] = []
    for rail in sorted(rails, key=lambda rail: (rail.span[1] - rail.span[0], rail.span, rail.target)):
        top, bottom = rail.span
        free = (
            lane for lane, spans in enumerate(taken) if all(bottom + 6 < start or end + 6 < top for start, end in spans)
        )
        rail.lane = next(free, len(taken))
        if rail.lane == len(taken):
            taken.append([])
        taken[rail.lane].append((top, bottom))
    return len(taken)


def _rail_lines(rail: Rail, x: int) -> Iterator[str]:
    edge = x + BOX_WIDTH if rail.side > 0 else x
    lane = edge + rail.side * (RAIL_START + rail.lane * RAIL_STEP)
    top, bottom = rail.span
    line = f'fill="none" stroke="{rail.colour}" stroke-width="1.6"'
    opening = edge - (BOX_WIDTH - OPENING) // 2
    stubs = " ".join(f"M{opening if y < MARGIN + HEADER else edge} {y}H{lane}" for y in rail.sources)
    yield f'<path d="{stubs} M{lane} {top}V{bottom} M{lane} {rail.entry}H{edge + rail.side * 7}" {line}/>'
    if len(rail.sources) > 1:
        yield from (f'<circle cx="{lane}" cy="{y}" r="2.6" fill="{rail.colour}"/>' for y in rail.sources)
    yield _arrow(edge, rail.entry, rail.side, rail.colour)


def _arrow(x: int, y: int, side: int, colour: str) -> str:
    return f'<path d="M{x} {y}l{side * 9} -5v10z" fill="{colour}"/>'


def _box_lines(box: Box, x: int) -> Iterator[str]:
    fill, stroke, dashes = box.look
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    double = box.tag == TAGS[StateKind.CLOSED]
    yield (
        f'<rect x="{x}" y="{box.top}" width="{BOX_WIDTH}" height="{box.height}" rx="6" fill="#ffffff" '
        f'stroke="{stroke}" stroke-width="{3 if double else 1.4}"{dash}/>'
    )
    yield f'<rect x="{x + 2}" y="{box.top + 2}" width="{BOX_WIDTH - 4}" height="{HEADER - 4}" rx="4" fill="{fill}"/>'
    yield (
        f'<text x="{x + 14}" y="{box.top + 20}" font-size="14" font-weight="700" fill="#1a2733">'
        f"{escape(box.title)}</text>"
    )
    if box.tag:
        yield (
            f'<text x="{x + BOX_WIDTH - 14}" y="{box.top + 20}" font-size="12" text-anchor="end" fill="{stroke}">'
            f"{escape(box.tag)}</text>"
        )
    yield from _rows(box, x)


def _rows(box: Box, x: int) -> Iterable[str]:
    for index, (label, _, main) in enumerate(box.rows):
        weight = ' font-weight="700"' if main else ""
        yield f'<text x="{x + 14}" y="{box.row_middle(index) + 5}"{weight} fill="#1a2733">{escape(label)}</text>'
    below = box.top + HEADER + len(box.rows) * ROW + 20
    for index, line in enumerate(box.notes):
        yield f'<text x="{x + 14}" y="{below + index * LINE}" font-size="12" fill="#51606f">{escape(line)}</text>'


def _opening(procedure: Procedure, boxes: dict[str, Box], x: int) -> Iterator[str]:
    """Draw the act that makes the case, with an arrow to its first state when that stands first."""
    first, title = procedure.opening.to or "", procedure.opening.title
    label = escape(f"{title} → {procedure.state(first).title}")
    middle = x + BOX_WIDTH // 2
    yield (
        f'<rect x="{middle - OPENING // 2}" y="{MARGIN}" width="{OPENING}" height="{HEADER}" rx="15" '
        'fill="#1d4e89" stroke="#1d4e89"/>'
    )
    yield f'<text x="{middle}" y="{MARGIN + 20}" text-anchor="middle" font-weight="700" fill="#ffffff">{label}</text>'
    if first == next(iter(boxes)):
        yield (
            f'<path d="M{middle} {MARGIN + HEADER}V{boxes[first].top - 8}" fill="none" stroke="#1d4e89" '
            f'stroke-width="1.6"/><path d="M{middle} {boxes[first].top}l-5 -9h10z" fill="#1d4e89"/>'
        )
