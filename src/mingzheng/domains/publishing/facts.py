"""What the guards of an item need beyond the engine's facts, gathered into frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Case, GateAnswer, ask_proofing_gate
from mingzheng.domains.publishing.manifesting import real_manifest_of, reviewed_digest
from mingzheng.domains.publishing.models import Item, Publication
from mingzheng.domains.publishing.rules import StepRule
from mingzheng.domains.publishing.selectors import steps_of
from mingzheng.domains.publishing.topics import find_topic_faults, topic_of
from mingzheng.platform.content.public import (
    Asset,
    Fault,
    Revision,
    compare,
    count_changed,
    difference,
    find_faults,
    find_revision,
    list_assets,
    list_revisions,
    read_manifest,
    spoken_text,
)
from mingzheng.platform.parameters.public import get_value

# How the title of a scan with the stamp ends, as the attachment it becomes.
STAMPED = "（盖章件）"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as it stands when an act is judged. `missing` are fields without which it may not be sent in.

    `outdated_scans` are stamped scans attached before the text was last changed.
    """

    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    unmarked_maps: tuple[str, ...]
    topic_faults: tuple[str, ...]
    proofing: GateAnswer
    mode: str
    mode_ground: str
    secrecy: str
    secrecy_stands: bool
    is_approved: bool
    departures: tuple[str, ...]
    needs_recheck: bool
    signed: frozenset[str]
    signed_by: Mapping[str, int | None]
    signers: Mapping[str, StepRule]
    writers: frozenset[int]
    aligned: frozenset[int]
    is_published: bool
    changed: int
    most_changed: int
    outdated_scans: tuple[str, ...] = ()


def words_of(case: Case, html: str) -> str:
    """Return the words of an item as the proofreader is given them: title, then text."""
    return f"{case.title}\n{spoken_text(html)}"


def writers_of(body_id: int) -> frozenset[str]:
    """Return who wrote in an item's text, as the proofreader names authors."""
    return frozenset(f"person:{row.person_id}" for row in list_revisions(body_id) if row.person_id is not None)


def current_round(item: Item) -> int:
    """Return the number of the round of signatures an item is in: one more after every return and every version out."""
    versions = Publication.objects.filter(item=item).count()
    return item.returned_count + versions + 1


def signers_by_step(item: Item, round_number: int) -> dict[str, int | None]:
    """Return the steps signed in a round, and by whom."""
    return dict(item.signatures.filter(round=round_number).values_list("step", "person_id"))


def author_ids_of(item: Item) -> frozenset[int]:
    """Return the persons who wrote any of an item's text."""
    people = Revision.objects.filter(body=item.body_id, person_id__isnull=False).values_list("person_id", flat=True)
    return frozenset(number for number in people if number is not None)


def aligned_units(item: Item, case: Case) -> frozenset[int]:
    """Return the co-units that agreed with an item's words as they are now."""
    agreed = item.alignments.values_list("unit_id", "digest")
    digest = reviewed_digest(item, case) if agreed else ""
    return frozenset(unit for unit, held in agreed if held == digest)


def item_facts(case: Case, on: date) -> ItemFacts:
    """Gather the facts of an item's case."""
    item = Item.objects.select_related("column").get(pk=case.pk)
    revision = find_revision(item.body_id) if item.body_id else None
    assets = list_assets(item.body_id) if item.body_id else []
    html = revision.html if revision else ""
    current = Publication.objects.filter(item=item, is_current=True).select_related("revision").first()
    signed = signers_by_step(item, current_round(item) - (case.state == "urgent_published"))
    return ItemFacts(
        faults=tuple(find_faults(html, frozenset(a.pk for a in assets if a.kind == Asset.Kind.IMAGE))),
        missing=tuple(_missing(item)),
        unmarked_maps=tuple(_unmarked_maps(item, assets)),
        topic_faults=tuple(_topic_faults(item)),
        proofing=ask_proofing_gate(text=words_of(case, html)) if html else GateAnswer(was_checked=False),
        mode=item.mode,
        mode_ground=item.mode_ground,
        secrecy=item.secrecy,
        secrecy_stands=bool(item.secrecy_digest) and item.secrecy_digest == reviewed_digest(item, case),
        is_approved=item.approved_manifest is not None,
        departures=tuple(_departures(item, case)),
        needs_recheck=bool(item.column and item.column.has_recheck),
        signed=frozenset(signed),
        signed_by=signed,
        signers=steps_of(item.column_id),
        writers=author_ids_of(item),
        aligned=aligned_units(item, case),
        is_published=current is not None and current.taken_down_at is None,
        changed=count_changed(difference(current.revision.text, revision.text)) if current and revision else 0,
        most_changed=int(get_value("publishing.correction_characters")),
        outdated_scans=tuple(
            asset.title
            for asset in assets
            if revision and asset.title.endswith(STAMPED) and asset.added_at < revision.created_at
        ),
    )


def _missing(item: Item) -> list[str]:
    wanted = {
        "内容概述": item.summary,
        "信息来源": item.source,
        "栏目": item.column_id,
        "形成或者变更日期": item.formed_on,
    }
    if item.document_number:
        wanted |= {"发文机关": item.issuer, "成文日期": item.written_on, "体裁": item.genre}
    return [label for label, value in wanted.items() if not value]


def _unmarked_maps(item: Item, assets: list[Asset]) -> list[str]:
    maps = [asset.title for asset in assets if asset.is_map and not (asset.map_number or item.map_number)]
    is_numbered = bool(item.map_number) or any(asset.is_map and asset.map_number for asset in assets)
    return maps or (["正文"] if item.has_map and not is_numbered else [])


def _topic_faults(item: Item) -> list[str]:
    topic = topic_of(item.column.topic, item.item_class) if item.column else None
    return find_topic_faults(topic, item.extra) if topic else []


def _departures(item: Item, case: Case) -> list[str]:
    """Say how what is there differs from what was approved, every byte digested anew; nothing before approval."""
    if item.approved_manifest is None:
        return []
    found = real_manifest_of(item, case)
    if found is None:
        return ["正文不在了"]
    return [each.message for each in compare(read_manifest(item.approved_manifest), found)]
