"""Writing blocks: save, add, move, remove, and the drafts that keep what was not saved.

A block is saved against the version its writer saw. Sections are `sections`; numbers `numbers`.
"""

from datetime import datetime

from django.db.models import F, Max

from mingzheng.casework.public import BadInput, screen_given
from mingzheng.domains.reports.errors import BlockMoved, Gone
from mingzheng.domains.reports.models import Block, BlockDraft, Report, Section
from mingzheng.domains.reports.services.saving import saving
from mingzheng.figures.public import Run, list_bindings, parse_markup, runs_to_json
from mingzheng.platform.access.public import Actor

LONGEST = 10_000


def save_block(
    block_id: int, *, text: str, seen_version: int, actor: Actor, at: datetime, is_item: bool | None = None
) -> Block:
    """Save a block's markup. Raises BlockMoved (and keeps the writer's text as a draft), Gone, NotPermitted, BadInput."""
    runs = read_text(text)
    screen_given({"text": text}, actor=actor, at=at)
    report_id = _report_of(block_id)
    try:
        with saving(report_id, actor=actor, at=at) as save:
            block = get_block(save.report, block_id)
            save.require(block.section_id)
            stored = runs_to_json(runs)
            kept_kind = is_item is None or is_item == block.is_item
            if stored == block.runs and kept_kind:
                drop_draft(block_id, actor=actor)
                return block
            if block.version != seen_version:
                raise BlockMoved(by=block.updated_by, at=block.updated_at, block_id=block_id)
            put_runs(block, runs, actor=actor, at=at, is_item=is_item)
            drop_draft(block_id, actor=actor)
            save.words = f"修改“{block.section.heading}”"
            return block
    except BlockMoved:
        keep_draft(block_id, text=text, seen_version=seen_version, actor=actor, at=at)
        raise


def put_runs(block: Block, runs: tuple[Run, ...], *, actor: Actor, at: datetime, is_item: bool | None = None) -> None:
    """Write runs into a block and count its version up; inside a save."""
    block.runs = runs_to_json(runs)
    block.figures = sorted({binding.code for binding in list_bindings(runs)})
    block.is_item = block.is_item if is_item is None else is_item
    block.version += 1
    block.updated_by, block.updated_at = actor.name[:60], at
    block.save(update_fields=["runs", "figures", "is_item", "version", "updated_by", "updated_at"])


def read_text(text: str) -> tuple[Run, ...]:
    """Return the runs of a typed text: one paragraph, line breaks joined. Raises BadInput when it is too long."""
    if len(text) > LONGEST:
        raise BadInput({"text": [f"一段最多 {LONGEST} 字，现有 {len(text)} 字，请分段"]})
    joined = "".join(line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    if any(ord(character) < 32 for character in joined):
        raise BadInput({"text": ["文字含有不可见的控制字符，请删除后重填"]})
    return parse_markup(joined)


def add_block(
    section_id: int,
    *,
    text: str,
    actor: Actor,
    at: datetime,
    after: int | None = None,
    is_item: bool = False,
) -> Block:
    """Add a block to a section, after another or at its end. Raises Gone, NotPermitted, BadInput."""
    runs = read_text(text)
    screen_given({"text": text}, actor=actor, at=at)
    report_id = Section.objects.filter(pk=section_id).values_list("report_id", flat=True).first()
    if report_id is None:
        raise Gone("这一节已被删去", next_step="请刷新后再试")
    with saving(report_id, actor=actor, at=at) as save:
        save.require(section_id)
        section = Section.objects.get(pk=section_id)
        block = insert_block(section, runs, is_item=is_item, after=after, actor=actor, at=at)
        save.words = f"在“{section.heading}”增加一段"
        return block


def insert_block(
    section: Section, runs: tuple[Run, ...], *, is_item: bool, after: int | None, actor: Actor, at: datetime
) -> Block:
    """Put a block into a section; inside a save."""
    last = Block.objects.filter(section=section).aggregate(last=Max("position"))["last"] or 0
    position = last + 1
    if after is not None:
        before = Block.objects.filter(section=section, pk=after).values_list("position", flat=True).first()
        if before is not None:
            position = before + 1
            Block.objects.filter(section=section, position__gt=before).update(position=F("position") + 1)
    return Block.objects.create(
        section=section,
        position=position,
        is_item=is_item,
        runs=runs_to_json(runs),
        figures=sorted({binding.code for binding in list_bindings(runs)}),
        updated_by=actor.name[:60],
        updated_at=at,
    )


def put_after(block: Block, section: Section, after: int) -> None:
    """Put a block behind another of a section (0: at its beginning); inside a save."""
    order = list(Block.objects.filter(section=section).exclude(pk=block.pk).order_by("position", "pk"))
    place = next((number for number, one in enumerate(order, start=1) if one.pk == after), 0)
    order.insert(place, block)
    for position, one in enumerate(order, start=1):
        one.position, one.section_id = position, section.pk
    Block.objects.bulk_update(order, ["position", "section"])


def remove_block(block_id: int, *, seen_version: int, actor: Actor, at: datetime) -> None:
    """Remove a block; versions keep it. Raises BlockMoved, Gone, NotPermitted."""
    with saving(_report_of(block_id), actor=actor, at=at) as save:
        block = get_block(save.report, block_id)
        save.require(block.section_id)
        if block.version != seen_version:
            raise BlockMoved(by=block.updated_by, at=block.updated_at, block_id=block_id)
        block.delete()
        save.words = f"在“{block.section.heading}”删去一段"


def move_block(block_id: int, *, up: bool, actor: Actor, at: datetime) -> None:
    """Exchange a block with its neighbour in the section. Raises Gone, NotPermitted."""
    with saving(_report_of(block_id), actor=actor, at=at) as save:
        block = get_block(save.report, block_id)
        save.require(block.section_id)
        order = list(Block.objects.filter(section_id=block.section_id).order_by("position", "pk"))
        place = next(index for index, one in enumerate(order) if one.pk == block.pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(order):
            return
        order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order, start=1):
            one.position = position
        Block.objects.bulk_update(order, ["position"])
        save.words = f"在“{block.section.heading}”调整段落次序"


def keep_draft(block_id: int, *, text: str, seen_version: int, actor: Actor, at: datetime) -> None:
    """Keep what somebody has typed into a block; the last text wins."""
    if actor.account_id is None or not Block.objects.filter(pk=block_id).exists():
        return
    BlockDraft.objects.update_or_create(
        block_id=block_id,
        account_id=actor.account_id,
        defaults={"text": text[:20_000], "seen_version": seen_version, "saved_at": at, "name": actor.name[:60]},
    )


def drop_draft(block_id: int, *, actor: Actor) -> None:
    """Forget the actor's draft of a block."""
    BlockDraft.objects.filter(block_id=block_id, account_id=actor.account_id or 0).delete()


def get_block(report: Report, block_id: int) -> Block:
    """Return a block of a report. Raises Gone."""
    block = Block.objects.select_related("section").filter(section__report=report, pk=block_id).first()
    if block is None:
        raise Gone("这一段已被删去", next_step="您的文字已保留在草稿中，可另加一段后粘贴")
    return block


def _report_of(block_id: int) -> int:
    report_id = Block.objects.filter(pk=block_id).values_list("section__report_id", flat=True).first()
    if report_id is None:
        raise Gone("这一段已被删去", next_step="请刷新后再试")
    return int(report_id)
